"""The pages of residents and firms."""

from django.urls import path

from complaints.views import (
    acting,
    filing,
    firms,
    hearing,
    photos,
    tracking,
    visiting,
)

app_name = "complaints"

urlpatterns = [
    path("file/", filing.start, name="start"),
    path("file/new/", filing.file, name="file"),
    path("file/photo/", photos.photo_upload, name="photo_upload"),
    path("file/done/<str:number>/", filing.filed, name="filed"),
    path("c/<str:code>/", filing.gate, name="gate"),
    path("track/", tracking.track, name="track"),
    path("track/code/", tracking.track_code, name="track_code"),
    path("track/<str:number>/", tracking.case, name="case"),
    path("track/<str:number>/reopen/", visiting.case_reopen, name="case_reopen"),
    path("track/<str:number>/act/<str:act>/", acting.case_act, name="case_act"),
    path("track/<str:number>/answer/", visiting.case_answer, name="case_answer"),
    path("v/<str:token>/", visiting.visit, name="visit"),
    path("v/<str:token>/reopen/", visiting.visit_reopen, name="visit_reopen"),
    path("photos/<uuid:file_id>/", photos.photo, name="photo"),
    path("firm/", firms.firm_cases, name="firm_cases"),
    path("firm/<str:number>/", firms.firm_case, name="firm_case"),
    path("firm/<str:number>/act/<str:act>/", firms.firm_act, name="firm_act"),
    path("firm/<str:number>/hearing/", hearing.firm_hearing, name="firm_hearing"),
    path("firm/<str:number>/phone/", firms.firm_phone, name="firm_phone"),
    path("firm/<str:number>/unit/", firms.firm_unit, name="firm_unit"),
]
