"""The public pages of reviews, firms and the rules behind them."""

from django.urls import path

from ratings.views import (
    about,
    bulletin_paper,
    bulletins,
    campaigns,
    charts,
    communities,
    documents,
    enforcement,
    feeds,
    firms,
    funnels,
    indicators,
    inspection_photos,
    list_paper,
    lists,
    low_ratings,
    rankings,
    region,
    regions,
    review_calendar,
    statistics,
    tiles,
)

app_name = "ratings"

urlpatterns = [
    path("rankings/", rankings.newest, name="rankings"),
    path("rankings.csv", rankings.newest_csv, name="rankings_csv"),
    path("rankings.json", rankings.newest_json, name="rankings_json"),
    path(
        "rankings/calendar/<int:year>/", review_calendar.calendar_page, name="calendar"
    ),
    path(
        "rankings/calendar/<int:year>.ics",
        review_calendar.calendar_ics,
        name="calendar_ics",
    ),
    path(
        "rankings/calendar/<int:year>.csv",
        review_calendar.calendar_csv,
        name="calendar_csv",
    ),
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
    path(
        "rankings/<str:period>/funnels/<str:indicator>/", funnels.funnel, name="funnel"
    ),
    path(
        "rankings/<str:period>/funnels/<str:indicator>.svg",
        funnels.funnel_svg,
        name="funnel_svg",
    ),
    path(
        "rankings/<str:period>/funnels/<str:indicator>.csv",
        funnels.funnel_csv,
        name="funnel_csv",
    ),
    path("rankings/<str:period>/regions/", regions.regions, name="regions"),
    path("rankings/<str:period>/regions.csv", regions.regions_csv, name="regions_csv"),
    path(
        "rankings/<str:period>/regions.json", regions.regions_json, name="regions_json"
    ),
    path("rankings/<str:period>/regions/<str:code>/", region.region, name="region"),
    path(
        "rankings/<str:period>/regions/<str:code>/shares.csv",
        region.shares_csv,
        name="region_shares_csv",
    ),
    path(
        "rankings/<str:period>/regions/<str:code>/trend.svg",
        region.trend_svg,
        name="region_trend_svg",
    ),
    path(
        "rankings/<str:period>/regions/<str:code>/trend.csv",
        region.trend_csv,
        name="region_trend_csv",
    ),
    path("rankings/<str:period>/tiles/", tiles.tiles, name="tiles"),
    path("rankings/<str:period>/tiles.svg", tiles.tiles_svg, name="tiles_svg"),
    path("rankings/<str:period>/tiles.csv", tiles.tiles_csv, name="tiles_csv"),
    path("bulletins/", bulletins.listed, name="bulletins"),
    path("bulletins.csv", bulletins.listed_csv, name="bulletins_csv"),
    path("bulletins.json", bulletins.listed_json, name="bulletins_json"),
    path("bulletins/feed.atom", feeds.bulletin_feed, name="bulletins_feed"),
    path("bulletins/<str:period>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<str:period>.csv", bulletins.bulletin_csv, name="bulletin_csv"),
    path(
        "bulletins/<str:period>.pdf", bulletin_paper.bulletin_pdf, name="bulletin_pdf"
    ),
    path("bulletins/<str:period>.json", bulletins.bulletin_json, name="bulletin_json"),
    path("campaigns/", campaigns.listed, name="campaigns"),
    path("campaigns/<int:pk>/", campaigns.board, name="campaign"),
    path("campaigns/<int:pk>.csv", campaigns.board_csv, name="campaign_csv"),
    path("campaigns/<int:pk>.json", campaigns.board_json, name="campaign_json"),
    path("campaigns/<int:pk>/curve.svg", campaigns.curve_svg, name="campaign_curve"),
    path("enforcement/", enforcement.totals, name="enforcement"),
    path("enforcement.csv", enforcement.totals_csv, name="enforcement_csv"),
    path("enforcement.json", enforcement.totals_json, name="enforcement_json"),
    path("statistics/", statistics.province, name="statistics"),
    path("statistics.csv", statistics.statistics_csv, name="statistics_csv"),
    path("statistics.json", statistics.statistics_json, name="statistics_json"),
    path("statistics/<str:code>/", statistics.region, name="region_statistics"),
    path(
        "statistics/<str:code>/curve.svg",
        statistics.curve_svg,
        name="statistics_curve",
    ),
    path(
        "statistics/<str:code>.csv", statistics.curve_csv, name="statistics_curve_csv"
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
    path("lists/<str:number>/decision.pdf", list_paper.decision, name="decision"),
    path("communities/", communities.communities, name="communities"),
    path("communities/<str:code>/", communities.community, name="community"),
    path("firms/", firms.firms, name="firms"),
    path("firms/<str:code>/", firms.firm, name="firm"),
    path("firms/<str:code>/trend.svg", charts.trend_svg, name="trend_svg"),
    path("firms/<str:code>/trend.csv", firms.trend_csv, name="trend_csv"),
    path("firms/<str:code>/indicators/", indicators.indicators, name="firm_indicators"),
    path(
        "firms/<str:code>/indicators.svg",
        indicators.indicators_svg,
        name="firm_indicators_svg",
    ),
    path(
        "firms/<str:code>/indicators.csv",
        indicators.indicators_csv,
        name="firm_indicators_csv",
    ),
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
