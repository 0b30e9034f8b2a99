"""What acting parties of the demo promise for a day, and what became of it."""

from datetime import timedelta

from complaints.operations.intents import NewCommitment
from complaints.states import CommitmentState
from propertyhub.demo import texts
from propertyhub.demo.scene import chance
from propertyhub.demo.storytelling import Storyteller

PROMISED = 0.05
NOT_LOOKED_AFTER = 0.25
KEPT = 0.75
DAYS = (7, 45)


def promised(teller: Storyteller) -> list[NewCommitment]:
    """Now and then one more work is promised with a rectification."""
    rng = chance(teller.scene.seed, "promised", teller.history.last_at)
    if rng.random() >= PROMISED:
        return []
    zone = teller.scene.hours.zone
    day = teller.history.last_at.astimezone(zone).date()
    due_on = day + timedelta(days=rng.randint(*DAYS))
    return [NewCommitment(texts.one(rng, "promised"), due_on)]


def settle(teller: Storyteller) -> None:
    """The office looks after most of what fell due: kept, or not; some it forgets."""
    history, scene = teller.history, teller.scene
    for commitment in history.commitments:
        rng = chance(scene.seed, "settled", commitment.due_on, history.case.filed_at)
        ends = commitment.ask_at
        if ends is None or commitment.state != CommitmentState.OPEN:
            continue
        at = scene.hours.at_work(max(ends, history.last_at), rng.uniform(30, 600))
        paused = history.case.paused_until is not None
        if at > scene.now or paused or rng.random() < NOT_LOOKED_AFTER:
            continue
        kept = rng.random() < KEPT
        text = texts.one(rng, "promise_kept" if kept else "promise_broken")
        by = teller.officer()
        history.settle(number=commitment.number, kept=kept, text=text, by=by, now=at)
