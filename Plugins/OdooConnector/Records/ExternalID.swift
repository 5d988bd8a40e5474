/// A record's name in Odoo that never changes: `module.name`, unique within a database (domain.md §8, O-2).
struct ExternalID: Sendable, Hashable {
    /// The namespace of its maker.
    let module: String
    /// The name within the namespace.
    let name: String

    init(module: String, name: String) {
        self.module = module
        self.name = name
    }

    /// Reads `module.name`.
    ///
    /// - Returns: `nil` unless both parts are there.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(module: String(parts[0]), name: String(parts[1]))
    }

    /// The id as Odoo writes it.
    var text: String { "\(module).\(name)" }

    /// Whether a text is letters, digits and underscores of ASCII, and not empty.
    static func isPlainWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isPlain)
    }

    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

/// Names records in Odoo after the keys of canonical objects.
///
/// `purlin.cost_EX_104_2026_01_05_1_8e6b…`: the kind, the key as far as its letters go, and a fingerprint of the exact
/// key, so that keys which look alike (`A-1/B` and `A_1_B`, composed and decomposed accents) stay two records.
struct ExternalIDScheme: Sendable, Hashable {
    /// What kind of record a name is for.
    enum Kind: String, Sendable, Hashable {
        case account, project, brand, model, equipment, cost, order, line, receipt, invoice, payment
    }

    /// The module part of all names.
    let namespace: String

    private static let longestKey = 64

    /// The name of the record that stands for `key`.
    func id(_ kind: Kind, _ key: String) -> ExternalID {
        let readable = String(
            decoding: key.utf8.prefix(Self.longestKey).map { ExternalID.isPlain($0) ? $0 : UInt8(ascii: "_") },
            as: UTF8.self
        )
        let name = "\(kind.rawValue)_\(readable)_\(Fingerprint(key).text)"
        return ExternalID(module: namespace, name: name)
    }

    /// Whether a name was given by this scheme to a record of this kind.
    func owns(_ text: String, _ kind: Kind) -> Bool {
        text.hasPrefix("\(namespace).\(kind.rawValue)_")
    }
}

/// A short number that stays the same for the same text, on every machine and in every version (FNV-1a, 64 bits).
struct Fingerprint: Sendable, Hashable {
    private let value: UInt64

    /// Takes the fingerprint of a text's exact bytes.
    init(_ text: String) {
        value = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// The number as 16 hexadecimal digits.
    var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
