import Catalog

/// A text of the file that may name variables of the environment: `${HOST}`; `$$` stands for a dollar.
///
/// It holds the spelling, never a variable's value, and is expanded where it is used: what is not used needs no
/// variables.
package struct ValueText: Sendable {
    package let spelling: String
    package let place: FilePlace

    package init(_ spelling: String, _ place: FilePlace) {
        self.spelling = spelling
        self.place = place
    }

    /// Nil, with a diagnostic, where a variable is not set, or all that there is comes out empty. A dollar before anything
    /// else stands for itself.
    ///
    /// - Parameters:
    ///   - keepsDollars: `$$` stands for itself too, as SQL has it.
    ///   - otherwise: what stands in the place of a variable that is not set; nil where that is an error.
    package func expanded(
        _ environment: [String: String], allowsEmpty: Bool = false, keepsDollars: Bool = false,
        otherwise: (String) -> String? = { _ in nil }, into diagnostics: inout Diagnostics
    ) -> String? {
        var text = ""
        var isWhole = true
        var rest = spelling[...]
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.hasPrefix("$") {
                text += keepsDollars ? "$$" : "$"
                rest = rest.dropFirst()
            } else if rest.hasPrefix("{") {
                guard let end = rest.firstIndex(of: "}"), case let name = rest.dropFirst()[..<end], name.isVariableName
                else {
                    diagnostics.report(.malformedVariable(at: place))
                    return nil
                }
                if let value = environment[String(name)] ?? otherwise(String(name)) {
                    text += value
                } else {
                    diagnostics.report(.missingVariable(String(name), at: place))
                    isWhole = false
                }
                rest = rest[rest.index(after: end)...]
            } else {
                text += "$"
            }
        }
        text += rest
        if isWhole, !allowsEmpty, text.allSatisfy(\.isWhitespace) {
            diagnostics.report(.malformedValue(place.path, "a text that is not empty", at: place))
            return nil
        }
        return isWhole ? text : nil
    }

    /// A text as the file has to spell it so that it comes out as it is.
    package static func spelling(of text: String) -> String { text.replacing("$", with: "$$") }
}

extension Substring {
    fileprivate var isVariableName: Bool {
        first.map { !("0"..."9").contains($0) } == true
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
