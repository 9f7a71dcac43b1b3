"""Keys of members and visits, for whom they are wrapped, sealed itineraries, and devices."""
