/// What takes the place of a personal value. Each makes a text of a text, `***` where the value is not of the kind that it
/// knows how to shorten, and NULL of NULL.
package enum Mask: Sendable, Hashable {
    /// The HMAC-SHA-256 of the value's text under the project's secret, as 64 hexadecimal digits: equal values stay equal.
    case hash
    /// `***`.
    case redact
    /// NULL.
    case null
    /// `***` and the last characters, of a text that has at least twice as many: `***4242`.
    case partial(last: Int)
    /// `***@example.com`.
    case emailDomain
    /// `2001-01-01` of `2001-05-17T08:30:00Z`.
    case truncateDate(to: DateUnit)

    package enum DateUnit: String, Sendable, CaseIterable { case year, month, day }

    /// Whether the result is a text, whatever the value was.
    package var makesText: Bool {
        switch self {
        case .hash, .redact, .partial, .emailDomain: true
        case .null, .truncateDate: false
        }
    }
}

/// What is masked of a column's value.
package indirect enum Masking: Sendable, Hashable {
    case value(Mask)
    /// Members of the object in the column, or of each object in its arrays. What is neither object nor array, where one
    /// should be, becomes NULL: nobody can say what it holds.
    case members([Member], keepsOthers: Bool)

    package struct Member: Sendable, Hashable {
        package let name: String
        package let treatment: Treatment
        package init(_ name: String, _ treatment: Treatment) {
            self.name = name
            self.treatment = treatment
        }
    }

    package enum Treatment: Sendable, Hashable {
        case keep, drop
        case mask(Masking)
    }
}

extension Mask: CustomStringConvertible {
    /// As a project file spells it, with what the shorter spellings leave open: `partial: 4`.
    package var description: String {
        switch self {
        case .hash: "hash"
        case .redact: "redact"
        case .null: "null"
        case .partial(let last): "partial: \(last)"
        case .emailDomain: "email-domain"
        case .truncateDate(let unit): "truncate-date: \(unit.rawValue)"
        }
    }
}

extension Masking: CustomStringConvertible {
    /// `hash`, or of a nested value `{street: redact, geo: {lat: null}}`.
    package var description: String {
        switch self {
        case .value(let mask): "\(mask)"
        case .members(let members, let keepsOthers):
            "{\((members.map { "\(Shown.text($0.name)): \($0.treatment)" } + (keepsOthers ? [] : ["others: drop"])).joined(separator: ", "))}"
        }
    }
}

extension Masking {
    /// Of a whole record, for the target's note of what its tables are masked with: without the columns that are shown as
    /// they are, so that one more of them masks nothing anew.
    package var note: String {
        guard case .members(let members, let keepsOthers) = self else { return description }
        return Masking.members(members.filter { $0.treatment != .keep }, keepsOthers: keepsOthers).description
    }
}

extension Masking {
    /// Whether anything is hashed, for which the project's secret is needed.
    package var usesHash: Bool {
        switch self {
        case .value(let mask): mask == .hash
        case .members(let members, _):
            members.contains { if case .mask(let masking) = $0.treatment { masking.usesHash } else { false } }
        }
    }

    /// What becomes of the value at a path below the one that this is about; nil where nothing does.
    package func treatment(at path: ArraySlice<String>) -> Treatment? {
        guard let name = path.first, case .members(let members, let keepsOthers) = self else { return .mask(self) }
        guard let member = members.first(where: { ExactString($0.name) == ExactString(name) }) else {
            return keepsOthers ? nil : .drop
        }
        switch member.treatment {
        case .keep: return nil
        case .drop: return .drop
        case .mask(let masking): return masking.treatment(at: path.dropFirst())
        }
    }
}

extension Masking.Treatment: CustomStringConvertible {
    package var description: String {
        switch self {
        case .keep: "none"
        case .drop: "drop"
        case .mask(let masking): "\(masking)"
        }
    }
}
