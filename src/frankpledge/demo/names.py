"""What things in Frankshire are called. No district, council or force of these names exists."""

FORCE_AREA_NAME = "Frankshire"  # as the Office for National Statistics would write it
FORCE_CODE = "E23999001"
FORCE_SLUG = "frankshire"
OUTSIDE_LSOA = ("E01998001", "Nethershire 001A")  # a neighbour that no look-up holds, as happens in real files

STREET_FIRST = (
    "Abbot", "Alder", "Anchor", "Ash", "Baker", "Beacon", "Beech", "Bell", "Birch", "Bramble", "Brewer", "Bridge",
    "Canal", "Castle", "Cedar", "Chapel", "Cherry", "Church", "Clover", "Cooper", "Cross", "Curlew", "Dean", "Dock",
    "Elder", "Elm", "Fern", "Field", "Fisher", "Forge", "Foundry", "Garden", "Gorse", "Grange", "Green", "Hazel",
    "Heron", "High", "Hill", "Holly", "Ivy", "Juniper", "Kiln", "Lark", "Laurel", "Lime", "Linden", "Lock", "Maple",
    "Market", "Mason", "Meadow", "Mill", "Minster", "Nelson", "New", "Oak", "Orchard", "Osier", "Park", "Pear",
    "Pottery", "Priory", "Quarry", "Queen", "River", "Rope", "Rose", "Rowan", "Saddler", "School", "Smithy",
    "Spring", "Station", "Stone", "Swan", "Tanner", "Thistle", "Tower", "Union", "Vine", "Walnut", "Water", "Weaver",
    "Well", "Willow", "Windmill", "Wood", "Wren", "Yew",
)  # fmt: skip
STREET_LAST = (
    "Avenue", "Close", "Court", "Crescent", "Drive", "Gardens", "Grove", "Lane", "Mews", "Place", "Road", "Row",
    "Street", "Terrace", "View", "Walk", "Way",
)  # fmt: skip
RETAIL = ("Supermarket", "Shopping Area", "Supermarket", "Shopping Mall")
NIGHT = ("Nightclub", "Theatre/Concert Hall", "Bus/Coach Station", "Parking Area")
WARD_NAMES = (
    "Abbey", "Ashfields", "Beacon Hill", "Blackthorn", "Bridge", "Bramley", "Brookside", "Castle", "Chantry",
    "Churchfields", "Copse", "Cornmarket", "Crossways", "Downs", "Eastgate", "Elmwood", "Fairfield", "Ferry", "Furlong",
    "Gorsebank", "Grange", "Greenways", "Hawthorn", "Heathside", "Highfield", "Hollybank", "Kingsway", "Lakeside",
    "Lambfold", "Limekiln", "Manor", "Marsh", "Meadows", "Millbrook", "Minster", "Moorend", "Northgate", "Oakhurst",
    "Old Town", "Orchards", "Park", "Pinewood", "Poplars", "Priory", "Quay", "Ridge", "Riverside", "Rosehill",
    "Sandbank", "Southfield", "Spinney", "St Audrey", "Stonebridge", "Swanfield", "Tanyard", "Trinity", "Vale",
    "Warren", "Waterside", "Westfield", "Whinmoor", "Windmill", "Woodlands",
)  # fmt: skip
