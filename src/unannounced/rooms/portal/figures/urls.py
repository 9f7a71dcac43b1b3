"""The addresses of themes, of figures and their pictures, of the time line, and of two States side by side."""

from django.urls import path

from unannounced.rooms.portal.pages import comparing, figures, themes, through_time

patterns = [
    path("themes/", themes.themes, name="themes"),
    path("themes.<slug:ending>", themes.themes_table, name="themes_table"),
    path("themes/<slug:theme>/", themes.theme, name="theme"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:name>.<slug:ending>", figures.files, name="figure_file"),
    path("figures/<slug:name>/", figures.count_map, name="count_map"),
    path("timeline/", through_time.timeline, name="timeline"),
    path("timeline.<slug:ending>", through_time.timeline_table, name="timeline_table"),
    path("timeline/years.<slug:ending>", through_time.timeline_years, name="timeline_years"),
    path("compare/", comparing.compare, name="compare"),
    path("compare/<slug:name>.<slug:ending>", comparing.compared_file, name="compared_file"),
]
