"""The door for ODK Collect and KoboCollect: form list, forms, and what they bring, as OpenRosa 1.0 wants it.

What comes is sealed to the key of the visit before anything is written; in clear it is in memory alone.
"""
