"""Photos as browsers send them: what is said of which, and the request of one."""

from uuid import uuid4

from registry.ledger.images import (
    NotAPhoto,
    PhotoEmpty,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoUnreadable,
)
from tests.complaints import flow
from tests.registry.ledger import photos as uploads
from tests.registry.ledger.hostile import REFUSED, TAKEN
from tests.registry.ledger.photos import HEIC, encoded, jpeg, png, red_left_blue_right

UPLOAD = "/file/photo/"
DONE = "The shed has a roof now, and the stairs are free."
NOT_A_PHOTO = (
    "The selected file must be a photo: JPG, PNG, WebP or HEIC.",
    "只能上传照片，格式为JPG、PNG、WebP或HEIC。",
)
EMPTY = (
    "The selected file is empty. Choose another photo.",
    "所选文件没有内容，换一张照片。",
)
UNREADABLE = (
    "The selected photo could not be read. Take it again or choose another.",
    "这张照片无法读取，重新拍摄或者换一张。",
)
TOO_LARGE = (
    "The selected photo must be smaller than 10 MB.",
    "每张照片应小于10 MB。",
)
TOO_MANY_PIXELS = (
    "The selected photo must have fewer than 20 million pixels.",
    "每张照片应少于2000万像素。",
)

SAID = {
    PhotoEmpty: EMPTY,
    NotAPhoto: NOT_A_PHOTO,
    PhotoUnreadable: UNREADABLE,
    PhotoTooLarge: TOO_LARGE,
    PhotoTooManyPixels: TOO_MANY_PIXELS,
}
WRONG = {name: (SAID[refusal], content) for name, (refusal, content) in REFUSED.items()}
GOOD = {
    "JPEG": jpeg,
    "PNG": png,
    "WebP": lambda: encoded(red_left_blue_right(), "WEBP"),
    "HEIC": HEIC.read_bytes,
    **TAKEN,
}
LANGUAGES = ["en", "zh-hans"]


def speaking(client, language):
    client.cookies["django_language"] = language
    return LANGUAGES.index(language)


def send(client, content, name="photo.jpg", *, address="", key=None, **more):
    address = address or flow.photos_go_to(client)
    headers = {"Idempotency-Key": key or uuid4().hex, "Accept": "application/json"}
    sent = {"photo": uploads.upload(content, name), **more}
    return client.post(address, sent, headers=headers)
