"""A firm's own pages of proceedings for the black list; mounted beside its cases."""

from django.urls import path

from ratings.views import firm_listings

app_name = "firm_lists"

urlpatterns = [
    path("", firm_listings.listings, name="listings"),
    path("<str:number>/", firm_listings.listing, name="listing"),
    path("<str:number>/<str:kind>.pdf", firm_listings.paper, name="paper"),
    path("<str:number>/file/<int:step>/", firm_listings.step_file, name="file"),
    path("<str:number>/<str:act>/", firm_listings.act, name="act"),
]
