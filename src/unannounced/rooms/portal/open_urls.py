"""The addresses of open data: bulk files, checkpoints and proofs, and what crawlers ask first."""

from django.urls import path

from unannounced.rooms.portal.pages import checkpoints, crawling, open_data, proofs

patterns = [
    path("data/", open_data.open_data, name="open_data"),
    path("data/dictionary/", open_data.dictionary, name="dictionary"),
    path("data/manifest.json", open_data.manifest, name="manifest"),
    path("data/<slug:name>.schema.json", open_data.schema, name="table_schema"),
    path("data/<slug:name>.<slug:ending>", open_data.dump, name="dump"),
    path("data/<slug:name>.<slug:ending>.gz", open_data.packed_dump, name="packed_dump"),
    path("checkpoints/", checkpoints.checkpoints, name="checkpoints"),
    path("checkpoints/latest.json", proofs.newest, name="newest_checkpoint"),
    path("checkpoints/leaves.txt", proofs.all_leaves, name="leaves"),
    path("checkpoints/leaves/<slug:digest>.json", proofs.of_leaf, name="leaf"),
    path("checkpoints/proof.json", proofs.inclusion, name="proof"),
    path("checkpoints/consistency.json", proofs.consistency, name="consistency"),
    path("checkpoints/check.py", proofs.script, name="check_script"),
    path("reports/<slug:slug>/proof.json", proofs.of_report, name="proof_of_report"),
    path("reports/<slug:slug>/versions/<int:version>/proof.json", proofs.of_report, name="proof_of_version"),
    path("responses/<slug:slug>/proof.json", proofs.of_response, name="proof_of_response"),
    path("statements/<slug:slug>/proof.json", proofs.of_statement, name="proof_of_statement"),
    path("sitemap.xml", crawling.sitemap_index, name="sitemap_index"),
    path("sitemaps/<slug:kind>-<int:part>.xml", crawling.sitemap, name="sitemap"),
    path("robots.txt", crawling.robots, name="robots"),
    path(".well-known/security.txt", crawling.security, name="security_txt"),
]
"""Each of them read-only."""
