/* Photos that were chosen and have not arrived: kept on this device until they have, for a day at
   most, so that a page that was reloaded goes on with them. Nothing else is ever kept here: no
   words, no name, no number. Where a browser keeps nothing, pages work all the same. */
"use strict";

window.unsentPhotos = (() => {
  const NAME = "unsent photos";
  const STORE = "photos";
  const A_DAY = 24 * 3600 * 1000;

  const opened = () =>
    new Promise((done, failed) => {
      const request = indexedDB.open(NAME, 1);
      request.addEventListener("upgradeneeded", () => {
        request.result.createObjectStore(STORE, { keyPath: "key" });
      });
      request.addEventListener("success", () => done(request.result));
      request.addEventListener("error", () => failed(request.error));
    });

  const within = async (mode, act) => {
    try {
      const database = await opened();
      try {
        return await new Promise((done, failed) => {
          const transaction = database.transaction(STORE, mode);
          const request = act(transaction.objectStore(STORE));
          transaction.addEventListener("complete", () => done(request.result));
          transaction.addEventListener("abort", () => failed(transaction.error));
        });
      } finally {
        database.close();
      }
    } catch {
      return undefined; // no room, or a private window
    }
  };

  const all = async () => (await within("readonly", (store) => store.getAll())) ?? [];

  /* photo: {key, place: the address that it is sent to, name, blob, claims} */
  const keep = (photo) =>
    within("readwrite", (store) => store.put({ ...photo, chosenAt: Date.now() }));

  const drop = (key) => within("readwrite", (store) => store.delete(key));

  const forgetOld = async () => {
    const known = await indexedDB.databases?.();
    if (known && !known.some(({ name }) => name === NAME)) return;
    for (const { key, chosenAt } of await all()) {
      if (chosenAt < Date.now() - A_DAY) await drop(key);
    }
  };

  const forPlace = async (place) => {
    await forgetOld();
    const photos = (await all()).filter((photo) => photo.place === place);
    return photos.sort((one, other) => one.chosenAt - other.chosenAt);
  };

  forgetOld().catch(() => {});
  return { keep, drop, forPlace };
})();
