"""What the portal reads, built from parcels taken in; sees no other record but parcels."""
