"""Keys, itineraries and devices of visits somebody may see."""
