"""Institutions that every country has, named as English news names them."""

from tables import values

MINISTRIES = [
    ("Foreign Ministry", "ministry", ["{adj} foreign ministry", "{adj} Ministry of Foreign Affairs", "{adj} Foreign Affairs Ministry",
                                      "Ministry of Foreign Affairs of {the}", "{poss} Foreign Ministry", "{poss} foreign ministry",
                                      "{poss} Ministry of Foreign Affairs", "Foreign Ministry of {the}"]),
    ("Defense Ministry", "ministry", ["{adj} Defence Ministry", "{adj} defense ministry", "{adj} defence ministry", "{adj} Ministry of Defense",
                                      "{adj} Ministry of Defence", "{poss} Defense Ministry", "{poss} Defence Ministry", "{poss} defense ministry",
                                      "{poss} defence ministry", "{poss} Ministry of Defense", "{poss} Ministry of Defence",
                                      "Ministry of Defense of {the}", "Ministry of Defence of {the}"]),
    ("Interior Ministry", "ministry", ["{adj} interior ministry", "{adj} Ministry of Interior", "{adj} Ministry of the Interior",
                                       "{poss} Interior Ministry", "{poss} interior ministry", "{poss} Ministry of the Interior"]),
    ("Finance Ministry", "ministry", ["{adj} finance ministry", "{adj} Ministry of Finance", "{poss} Finance Ministry", "{poss} finance ministry",
                                      "{poss} Ministry of Finance"]),
    ("Health Ministry", "ministry", ["{adj} health ministry", "{adj} Ministry of Health", "{poss} Health Ministry", "{poss} health ministry",
                                     "{poss} Ministry of Health"]),
    ("Justice Ministry", "ministry", ["{adj} justice ministry", "{adj} Ministry of Justice", "{poss} Justice Ministry", "{poss} Ministry of Justice"]),
    ("Supreme Court", "court", ["{poss} Supreme Court", "Supreme Court of {the}"]),
    ("central bank", "central_bank", ["{adj} Central Bank", "{poss} central bank", "{poss} Central Bank", "Central Bank of {the}"]),
    ("parliament", "legislature", ["{adj} Parliament", "{poss} parliament", "{poss} Parliament", "Parliament of {the}"]),
    ("Armed Forces", "military", ["{poss} Armed Forces", "Armed Forces of {the}"]),
]

PLURAL = ("Bahamas", "Netherlands", "Philippines", "Maldives", "Seychelles", "Comoros", "United States", "United Arab Emirates", "Solomon Islands", "Marshall Islands")
WITH_ARTICLE = ("Netherlands", "Philippines", "Maldives", "Comoros", "United States", "United Kingdom", "United Arab Emirates",
                "Czech Republic", "Dominican Republic", "Central African Republic", "Democratic Republic of the Congo",
                "Republic of the Congo", "Solomon Islands", "Marshall Islands")

STATES = """Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|
Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|
New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|
Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming""".replace("\n", "").split("|")


def institutions(lands, specific):
    """Tuples of name, category, countries, aliases, acronyms, prior, source; the hand-written specific names first."""
    own = {}
    for row in specific:
        own.setdefault((row["country"], row["institution"]), row)
    for land in lands:
        if land["category"] != "country" or int(land["prior"]) < 20 or land["countries"] == "US":
            continue
        adjectives = [d for d in values(land["demonyms"]) if not d.startswith(("~", "^"))]
        if not adjectives:
            continue
        name = land["name"].lstrip("^~").removeprefix("The ")
        the = "the " + name if name in WITH_ARTICLE or land["name"].startswith("The ") else name
        poss = name + ("'" if name in PLURAL else "'s")
        for title, category, patterns in MINISTRIES:
            yield institution(land, adjectives, the, poss, title, category, patterns, own.pop((land["countries"], title), None))
    for row in own.values():
        yield (row["name"], row["category"], row["country"], values(row["aliases"]), values(row["acronyms"]), 35, "manual")
    for state in STATES:
        for title, category in (("Supreme Court", "court"), ("Senate", "legislature"), ("House of Representatives", "legislature"),
                                ("Legislature", "legislature"), ("Republican Party", "party"), ("Democratic Party", "party"),
                                ("National Guard", "military")):
            aliases = [f"{state} legislature"] if title == "Legislature" else []
            aliases += [f"{state} State {title}"] if category == "legislature" else []
            aliases += [f"{state} GOP"] if title == "Republican Party" else []
            yield (f"{state} {title}", category, "US", aliases, (), 15, "template")


def institution(land, adjectives, the, poss, title, category, patterns, specific):
    names = [f"{adjective} {title}" for adjective in adjectives[:2]]
    for pattern in patterns:
        for adjective in adjectives[:2] if "{adj}" in pattern else adjectives[:1]:
            names.append(pattern.format(adj=adjective, the=the, poss=poss))
    acronyms, source = (), "template"
    if specific:
        names = [specific["name"], *values(specific["aliases"]), *names]
        acronyms, source = values(specific["acronyms"]), "template|manual"
    names = list(dict.fromkeys(names))
    return (names[0], category, land["countries"], names[1:], acronyms, 30, source)
