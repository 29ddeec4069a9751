"""Short texts to read on: what they say, for whom, who wrote them and who has checked them."""

from app.leaflets.leaflet import Leaflet, leaflets

__all__ = ["Leaflet", "leaflets"]
