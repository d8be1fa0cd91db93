import Catalog

// What the keys mask_secret and masks hold.
extension ProjectReader {
    /// Project files are under version control, where no secret belongs.
    mutating func secret(_ value: YAML, _ what: String, variable: String) -> ValueText? {
        guard let text = valueText(value, what) else { return nil }
        if !text.spelling.contains("${") {
            diagnostics.report(
                .malformedValue(
                    what, "a variable of the environment, such as ${\(variable)}, and never the secret itself",
                    at: text.place))
        }
        return text
    }

    /// `hash`, or a mask with its measure: `{partial: 4}`.
    mutating func maskRule(_ column: Located<String>, _ value: YAML) -> MaskRule? {
        let what = "the mask of \(Shown.text(column.value))"
        guard value.members != nil else {
            return word(value, what, known: MaskRule.Choice.words).flatMap(MaskRule.Choice.init(word:)).map {
                MaskRule(column, $0)
            }
        }
        if value.members?.isEmpty == true {
            diagnostics.report(.wrongKind(what, expected: "a mask, such as hash or {partial: 4}", found: value))
        }
        for (key, _, value) in entries(of: value, MaskMeasure.allCases, what) {
            switch key {
            case .partial:
                if let last = value.spelling.flatMap({ Int($0) }), last > 0 {
                    return MaskRule(column, .mask(.partial(last: last)))
                }
                diagnostics.report(
                    .malformedValue("partial", "how many characters are kept at the end", at: value.place))
            case .truncateDate:
                if let unit = word(value, "truncate-date", Mask.DateUnit.self) {
                    return MaskRule(column, .mask(.truncateDate(to: unit)))
                }
            }
        }
        return nil
    }
}

/// The masks that can be given a measure.
private enum MaskMeasure: String, CaseIterable {
    case partial
    case truncateDate = "truncate-date"
}

extension MaskRule.Choice {
    fileprivate static let words = [
        "hash", "redact", "null", "partial", "email-domain", "truncate-date", "drop", "none",
    ]

    fileprivate init?(word: String) {
        switch word {
        case "hash": self = .mask(.hash)
        case "redact": self = .mask(.redact)
        case "null": self = .mask(.null)
        case "partial": self = .mask(.partial(last: 4))
        case "email-domain": self = .mask(.emailDomain)
        case "truncate-date": self = .mask(.truncateDate(to: .year))
        case "drop": self = .drop
        case "none": self = .none
        default: return nil
        }
    }
}
