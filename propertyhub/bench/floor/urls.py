from django.urls import path

from propertyhub.bench.floor import views

urlpatterns = [
    path("enter/", views.enter, name="enter"),
    path("new/", views.form, name="form"),
    path("queue/", views.queue, name="queue"),
    path("t/<str:number>/", views.row, name="row"),
]
