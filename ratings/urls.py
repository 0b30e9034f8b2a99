"""The public pages of reviews, firms and the rules behind them."""

from django.urls import path

from ratings.views import (
    about,
    charts,
    documents,
    firms,
    lists,
    low_ratings,
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
    path("lists/", lists.lists, name="lists"),
    path("lists/red/", lists.red_list, name="red_list"),
    path("lists/red.csv", lists.red_list_csv, name="red_list_csv"),
    path("lists/red.json", lists.red_list_json, name="red_list_json"),
    path("lists/black/", lists.black_list, name="black_list"),
    path("lists/black.csv", lists.black_list_csv, name="black_list_csv"),
    path("lists/black.json", lists.black_list_json, name="black_list_json"),
    path("lists/removed/", lists.removed, name="removed"),
    path("lists/removed.csv", lists.removed_csv, name="removed_csv"),
    path("lists/removed.json", lists.removed_json, name="removed_json"),
    path("lists/low-rating/", low_ratings.low_ratings, name="low_ratings"),
    path("lists/low-rating.csv", low_ratings.low_ratings_csv, name="low_ratings_csv"),
    path(
        "lists/low-rating.json", low_ratings.low_ratings_json, name="low_ratings_json"
    ),
    path("lists/<str:number>/", lists.entry, name="listed"),
    path("firms/", firms.firms, name="firms"),
    path("firms/<str:code>/", firms.firm, name="firm"),
    path("firms/<str:code>/trend.svg", charts.trend_svg, name="trend_svg"),
    path("firms/<str:code>/trend.csv", firms.trend_csv, name="trend_csv"),
    path("firms/<str:code>/cases/", firms.cases, name="firm_cases"),
    path("firms/<str:code>/cases.csv", firms.cases_csv, name="firm_cases_csv"),
    path("about/ratings/", about.ratings, name="about"),
    path("about/ratings/rules/<int:number>/", about.rules, name="rules"),
]
