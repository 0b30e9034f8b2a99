"""Where each app is mounted."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

from propertyhub import health, pages
from propertyhub.forms.entering import EntryForm

urlpatterns = [
    path("", pages.home, name="home"),
    path("search/", pages.search, name="search"),
    path("firm/reviews/", include("ratings.firm_urls")),
    path("firm/lists/", include("ratings.firm_list_urls")),
    path("firm/inspections/", include("ratings.inspection_urls")),
    path("", include("complaints.urls")),
    path("", include("ratings.urls")),
    path("privacy/", pages.privacy, name="privacy"),
    path("cookies/", pages.cookies, name="cookies"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("text-size/", pages.text_size, name="text_size"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", pages.workplace, name="workplace"),
    path(
        "accounts/login/",
        LoginView.as_view(authentication_form=EntryForm),
        name="login",
    ),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("desk/", RedirectView.as_view(pattern_name="admin:index"), name="desk"),
    path("admin/login/", pages.desk_login, name="desk_login"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler500 = "propertyhub.breakdowns.server_error"
