"""A firm's own pages of inspections; mounted beside its cases."""

from django.urls import path

from ratings.views import firm_inspections

app_name = "firm_inspections"

urlpatterns = [
    path("", firm_inspections.inspections, name="inspections"),
    path("<int:pk>/", firm_inspections.inspection, name="inspection"),
]
