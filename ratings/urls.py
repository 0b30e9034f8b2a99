"""The public pages of reviews, firms and the rules behind them."""

from django.urls import path

from ratings.views import (
    about,
    charts,
    documents,
    enforcement,
    firms,
    inspection_photos,
    rankings,
    regions,
)

app_name = "ratings"

urlpatterns = [
    path("rankings/", rankings.newest, name="rankings"),
    path("rankings.csv", rankings.newest_csv, name="rankings_csv"),
    path("rankings.json", rankings.newest_json, name="rankings_json"),
    path("rankings/<str:period>/", rankings.ranking, name="ranking"),
    path("rankings/<str:period>.csv", rankings.ranking_csv, name="ranking_csv"),
    path("rankings/<str:period>.json", rankings.ranking_json, name="ranking_json"),
    path("rankings/<str:period>/inputs.json", documents.inputs, name="inputs"),
    path("rankings/<str:period>/results.json", documents.results, name="results"),
    path(
        "rankings/<str:period>/inputs.sha256",
        documents.inputs_sha256,
        name="inputs_sha256",
    ),
    path(
        "rankings/<str:period>/results.sha256",
        documents.results_sha256,
        name="results_sha256",
    ),
    path("rankings/<str:period>/chart/", charts.scores, name="chart"),
    path("rankings/<str:period>/chart.svg", charts.scores_svg, name="chart_svg"),
    path("rankings/<str:period>/regions/", regions.regions, name="regions"),
    path("rankings/<str:period>/regions.csv", regions.regions_csv, name="regions_csv"),
    path(
        "rankings/<str:period>/regions.json", regions.regions_json, name="regions_json"
    ),
    path("enforcement/", enforcement.totals, name="enforcement"),
    path("enforcement.csv", enforcement.totals_csv, name="enforcement_csv"),
    path("enforcement.json", enforcement.totals_json, name="enforcement_json"),
    path("firms/", firms.firms, name="firms"),
    path("firms/<str:code>/", firms.firm, name="firm"),
    path("firms/<str:code>/trend.svg", charts.trend_svg, name="trend_svg"),
    path("firms/<str:code>/trend.csv", firms.trend_csv, name="trend_csv"),
    path("firms/<str:code>/cases/", firms.cases, name="firm_cases"),
    path("firms/<str:code>/cases.csv", firms.cases_csv, name="firm_cases_csv"),
    path(
        "inspections/photos/<uuid:file_id>/",
        inspection_photos.photo,
        name="inspection_photo",
    ),
    path("about/ratings/", about.ratings, name="about"),
    path("about/ratings/rules/<int:number>/", about.rules, name="rules"),
]
