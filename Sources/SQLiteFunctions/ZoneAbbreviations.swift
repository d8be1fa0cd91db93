/// The abbreviations of time zones that Postgres knows unless told otherwise, with seconds east of Greenwich. Left out
/// are those whose offset Postgres looks up by date, as Moscow's `MSK`.
enum ZoneAbbreviations {
    static let all: [UInt64: DateTimeWord] = {
        var zones: [UInt64: DateTimeWord] = [:]
        for (name, seconds) in standard { zones[DateTimeWord.key(name)] = .zone(seconds, daylight: false) }
        for (name, seconds) in daylight { zones[DateTimeWord.key(name)] = .zone(seconds, daylight: true) }
        return zones
    }()

    private static let standard: [(StaticString, Int)] = [
        ("acst", 34_200), ("act", -18_000), ("acwst", 31_500), ("aest", 36_000), ("aft", 16_200), ("akst", -32_400),
        ("almt", 21_600), ("amt", -14_400), ("ast", -14_400), ("awst", 28_800), ("azot", -3600), ("bdt", 21_600),
        ("bnt", 28_800), ("bort", 28_800), ("bot", -14_400), ("bra", -10_800), ("brt", -10_800), ("btt", 21_600),
        ("cast", 34_200), ("cct", 28_800), ("cet", 3600), ("chast", 45_900), ("chut", 36_000), ("cot", -18_000),
        ("cst", -21_600), ("cxt", 25_200), ("ddut", 36_000), ("eat", 10_800), ("eet", 7200), ("egt", -3600),
        ("est", -18_000), ("fet", 10_800), ("fjt", 43_200), ("fnt", -7200), ("galt", -21_600), ("gamt", -32_400),
        ("gft", -10_800), ("gilt", 43_200), ("gmt", 0), ("hkt", 28_800), ("hst", -36_000), ("ict", 25_200),
        ("irt", 12_600), ("ist", 7200), ("jayt", 32_400), ("jst", 32_400), ("kst", 32_400), ("lhst", 37_800),
        ("ligt", 36_000), ("mart", -34_200), ("met", 3600), ("mez", 3600), ("mht", 43_200), ("mmt", 23_400),
        ("mpt", 36_000), ("mst", -25_200), ("mut", 14_400), ("mvt", 18_000), ("myt", 28_800), ("nft", -12_600),
        ("npt", 20_700), ("nst", -12_600), ("nzst", 43_200), ("nzt", 43_200), ("pet", -18_000), ("pgt", 36_000),
        ("pht", 28_800), ("pkt", 18_000), ("pmst", -10_800), ("pont", 39_600), ("pst", -28_800), ("pwt", 32_400),
        ("ret", 14_400), ("sast", 7200), ("sct", 14_400), ("taht", -36_000), ("tft", 18_000), ("tjt", 18_000),
        ("tot", 46_800), ("trut", 36_000), ("tvt", 43_200), ("uct", 0), ("ut", 0), ("utc", 0), ("uyt", -10_800),
        ("uzt", 18_000), ("vut", 39_600), ("wakt", 43_200), ("wast", 25_200), ("wat", 3600), ("wet", 0),
        ("wft", 43_200), ("wgt", -10_800), ("xjt", 21_600), ("yapt", 36_000), ("z", 0), ("zulu", 0),
    ]

    /// Summer times. A zone of this kind may not be followed by another.
    private static let daylight: [(StaticString, Int)] = [
        ("acdt", 37_800), ("acsst", 37_800), ("adt", -10_800), ("aedt", 39_600), ("aesst", 39_600),
        ("akdt", -28_800), ("almst", 25_200), ("awsst", 32_400), ("azost", 0), ("bdst", 7200), ("brst", -7200),
        ("bst", 3600), ("cadt", 37_800), ("cdt", -18_000), ("cest", 7200), ("cetdst", 7200), ("chadt", 49_500),
        ("clst", -10_800), ("edt", -14_400), ("eest", 10_800), ("eetdst", 10_800), ("egst", 0), ("fjst", 46_800),
        ("fnst", -3600), ("idt", 10_800), ("kdt", 36_000), ("kgst", 21_600), ("mdt", -21_600), ("mest", 7200),
        ("mesz", 7200), ("metdst", 7200), ("msd", 14_400), ("must", 18_000), ("ndt", -9000), ("nzdt", 46_800),
        ("pdt", -25_200), ("pkst", 21_600), ("pmdt", -7200), ("pyst", -10_800), ("sadt", 37_800), ("ulast", 32_400),
        ("uyst", -7200), ("uzst", 21_600), ("wadt", 28_800), ("wdt", 32_400), ("wetdst", 3600), ("wgst", -7200),
        ("yekst", 21_600),
    ]
}
