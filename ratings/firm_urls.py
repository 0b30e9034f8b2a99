"""A firm's own pages of reviews; mounted beside its cases."""

from django.urls import path

from ratings.views import preview

app_name = "firm_reviews"

urlpatterns = [
    path("", preview.reviews, name="reviews"),
    path("<str:period>/", preview.review, name="review"),
    path("<str:period>/<str:number>/object/", preview.objection, name="object"),
]
