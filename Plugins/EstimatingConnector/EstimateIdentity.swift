import CanonicalModel
import ConnectorKit

/// Where number, revision, status and project of an estimate stand whose format has no place for them: in the name of the
/// file, or in a heading of the document, as a pattern such as `{number}_{revision}_{status}`.
struct EstimateIdentity: Sendable {
    /// What a text is taken apart into.
    struct Parts {
        var number = ""
        var revision = ""
        var status: String?
        var project: String?
    }

    private enum Piece: Sendable {
        case text(String)
        case field(String)
    }

    private let isInHeading: Bool
    private let pattern: String
    private let pieces: [Piece]

    private static let fields: Set = ["number", "revision", "status", "project", "any"]

    /// Reads `file:PATTERN` or `heading:PATTERN`; `{any}` stands for what nobody needs.
    ///
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for anything else.
    init(_ text: String) throws(ConnectorError) {
        func refused(_ reason: String) -> ConnectorError { .invalidConfiguration(key: "identity", reason: reason) }
        let place = text.prefix { $0 != ":" }
        guard ["file", "heading"].contains(place), text.count > place.count + 1 else {
            throw refused("must be file:PATTERN or heading:PATTERN, got '\(text)'")
        }
        isInHeading = place == "heading"
        pattern = String(text.dropFirst(place.count + 1))
        var pieces: [Piece] = []
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { throw refused("has a { without a }") }
            let field = String(rest[rest.index(after: open)..<close])
            guard Self.fields.contains(field) else {
                throw refused("has no {\(field)}; known are {number}, {revision}, {status}, {project} and {any}")
            }
            if case .field? = pieces.last { throw refused("needs some text between two fields") }
            pieces.append(.field(field))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
        let named = pieces.compactMap { if case .field(let name) = $0 { name } else { nil } }
        guard named.contains("number"), named.contains("revision") else {
            throw refused("must contain {number} and {revision}")
        }
    }

    /// Takes the file's name, without its extension, or the first heading that fits apart.
    ///
    /// - Parameters:
    ///   - file: The name of the file.
    ///   - headings: The headings of the document.
    /// - Returns: What they say.
    /// - Throws: ``FileFault`` if none fits.
    func parts(file: String, headings: [String]) throws(FileFault) -> Parts {
        let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        let texts = isInHeading ? headings : [stem]
        for text in texts {
            if let parts = match(text) { return parts }
        }
        let found = texts.map { "'\($0.prefix(60))'" }.joined(separator: " and ")
        let place = isInHeading ? "the document's headings \(found)" : "the file's name \(found)"
        throw FileFault(
            "\(place) do not say which estimate this is: '\(pattern)' was expected; see 'identity' in the configuration"
        )
    }

    private func match(_ text: String) -> Parts? {
        var parts = Parts()
        var rest = text[...]
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .text(let expected):
                guard rest.hasPrefix(expected) else { return nil }
                rest = rest.dropFirst(expected.count)
            case .field(let name):
                var end = rest.endIndex
                if pieces.indices.contains(index + 1), case .text(let next) = pieces[index + 1] {
                    guard let range = Self.firstRange(of: next, in: rest) else { return nil }
                    end = range
                }
                let value = String(rest[..<end]).withoutBlanksAround
                guard !value.isEmpty else { return nil }
                switch name {
                case "number": parts.number = value
                case "revision": parts.revision = value
                case "status": parts.status = value
                case "project": parts.project = value
                default: break
                }
                rest = rest[end...]
            }
        }
        return rest.isEmpty ? parts : nil
    }

    private static func firstRange(of text: String, in rest: Substring) -> String.Index? {
        rest.indices.first { rest[$0...].hasPrefix(text) }
    }
}

/// The words by which estimators say how far a revision has come.
struct StatusWords: Sendable {
    private let statuses: [String: Estimate.Status]

    private static let known: [(Estimate.Status, [String])] = [
        (
            .awarded,
            ["awarded", "award", "won", "sold", "contracted", "zuschlag", "beauftragt", "gewonnen", "adjudicado"]
        ),
        (
            .open,
            ["open", "draft", "bid", "submitted", "pending", "estimate", "offen", "angebot", "entwurf", "ofertado"]
        ),
        (.lost, ["lost", "void", "cancelled", "verloren", "storniert", "perdido"]),
    ]

    /// The words that are known, and more of them.
    init(awarded: [String], open: [String], lost: [String]) {
        var statuses: [String: Estimate.Status] = [:]
        for (status, words) in Self.known + [(.awarded, awarded), (.open, open), (.lost, lost)] {
            for word in words { statuses[word.lowercased()] = status }
        }
        self.statuses = statuses
    }

    /// The status that a word stands for.
    ///
    /// - Throws: ``FileFault`` for a word that is not known: it is never guessed.
    func status(_ word: String) throws(FileFault) -> Estimate.Status {
        guard let status = statuses[word.withoutBlanksAround.lowercased()] else {
            throw FileFault(
                "nobody knows the status '\(word.prefix(40))'; name it under 'awardedWords', 'openWords' or 'lostWords'"
            )
        }
        return status
    }
}
