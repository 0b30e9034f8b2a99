"""The pages of residents and firms."""

from django.urls import path

from complaints.views import (
    acting,
    articles,
    board,
    feedback,
    firms,
    hearing,
    photos,
    posters,
    tracking,
    visiting,
)
from complaints.views.filing import (
    alike,
    check,
    contact,
    details,
    done,
    drafts,
    place,
    what,
)

app_name = "complaints"

urlpatterns = [
    path("file/", place.start, name="start"),
    path("file/unlisted/", place.unlisted, name="file_unlisted"),
    path("file/kind/", what.kind, name="file_kind"),
    path("file/category/", what.category, name="file_category"),
    path("file/details/", details.details, name="file_details"),
    path("file/photo/", photos.photo_upload, name="photo_upload"),
    path("file/same/", alike.same, name="file_alike"),
    path("file/same/join/", alike.join, name="file_join"),
    path("file/same/joined/", alike.joined, name="file_joined"),
    path("file/contact/", contact.contact, name="file_contact"),
    path("file/check/", check.check, name="file_check"),
    path("file/draft/delete/", drafts.delete, name="draft_delete"),
    path("file/done/<str:number>/", done.filed, name="filed"),
    path("c/<str:code>/", place.gate, name="gate"),
    path("communities/<str:code>/poster.pdf", posters.poster, name="poster"),
    path("track/", tracking.track, name="track"),
    path("track/code/", tracking.track_code, name="track_code"),
    path("track/<str:number>/", tracking.case, name="case"),
    path("track/<str:number>/reopen/", visiting.case_reopen, name="case_reopen"),
    path("track/<str:number>/act/<str:act>/", acting.case_act, name="case_act"),
    path("track/<str:number>/answer/", visiting.case_answer, name="case_answer"),
    path("v/<str:token>/", visiting.visit, name="visit"),
    path("v/<str:token>/reopen/", visiting.visit_reopen, name="visit_reopen"),
    path("answers/", articles.answers, name="answers"),
    path("answers/<slug:slug>/", articles.article, name="article"),
    path("board/", board.board, name="board"),
    path("board/write/", board.write, name="board_write"),
    path("board/written/<str:token>/", board.written, name="board_written"),
    path("board/<int:pk>/", board.message, name="message"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/sent/", feedback.sent, name="feedback_sent"),
    path("photos/<uuid:file_id>/", photos.photo, name="photo"),
    path("firm/", firms.firm_cases, name="firm_cases"),
    path("firm/<str:number>/", firms.firm_case, name="firm_case"),
    path("firm/<str:number>/act/<str:act>/", firms.firm_act, name="firm_act"),
    path("firm/<str:number>/hearing/", hearing.firm_hearing, name="firm_hearing"),
    path("firm/<str:number>/phone/", firms.firm_phone, name="firm_phone"),
    path("firm/<str:number>/unit/", firms.firm_unit, name="firm_unit"),
]
