import CanonicalModel
import ConnectorKit
import Crypto
import FoundationEssentials

/// Checks whose a delivery is, with the keys of one endpoint.
struct WebhookVerifier: Sendable {
    /// Why a delivery is not taken; told to the operator's log, never to the sender.
    enum Fault: String {
        case headerMissing = "a header field is missing or repeated"
        case timestampUnreadable = "the timestamp is no whole number"
        case stale = "the timestamp is too old"
        case future = "the timestamp is too far ahead"
        case signatureWrong = "no signature fits a key and the body"
        case signaturesTooMany = "it carries too many signatures"
    }

    /// How many signatures a delivery may carry, before anything is computed; senders that exchange keys send a few.
    static let mostSignatures = 16

    private enum Scheme {
        case standard([StandardKey], prefix: String, tolerance: Duration)
        case timestamped(TimestampedHMAC, [SymmetricKey])
        case body([SymmetricKey], headers: [String], form: WebhookSignatureForm)
        case header(String, [HMAC<SHA256>.MAC])
    }

    private let scheme: Scheme
    /// The key under which values of a header field are compared, so that no comparison tells how much of one was right.
    private static let comparison = SymmetricKey(size: .bits256)

    init(_ authentication: WebhookAuthentication) throws(WebhookKeyError) {
        switch authentication {
        case .standardWebhooks(let keys, let prefix, let tolerance):
            let keys = try keys.map { (secret) throws(WebhookKeyError) in try StandardKey(secret) }
            guard !keys.contains(where: { if case .signing = $0 { true } else { false } }) else {
                throw WebhookKeyError(reason: "is a private key; deliveries are checked with whsec_ or whpk_")
            }
            try Self.requireAny(keys)
            scheme = .standard(keys, prefix: prefix, tolerance: tolerance)
        case .timestampedHMAC(let hmac):
            let keys = try hmac.keys.map { (key) throws(WebhookKeyError) in try key.symmetricKey() }
            try Self.requireAny(keys)
            scheme = .timestamped(hmac, keys)
        case .bodyHMAC(let keys, let headers, let form):
            let keys = try keys.map { (key) throws(WebhookKeyError) in try key.symmetricKey() }
            try Self.requireAny(keys)
            scheme = .body(keys, headers: headers, form: form)
        case .header(let name, let values):
            let known = try values.map { (value) throws(WebhookKeyError) in
                _ = try WebhookKey(value).symmetricKey()
                return value.withValue { Self.code($0) }
            }
            try Self.requireAny(known)
            scheme = .header(name, known)
        @unknown default: throw WebhookKeyError(reason: "is of a scheme that this runtime does not know")
        }
    }

    private static func requireAny<Key>(_ keys: [Key]) throws(WebhookKeyError) {
        guard !keys.isEmpty else { throw WebhookKeyError(reason: "is missing: without a key nothing can be checked") }
    }

    /// What is wrong with a delivery; `nil` if it is authentic and fresh.
    func fault(_ headers: WebhookHeaders, _ body: [UInt8], at now: Instant) -> Fault? {
        switch scheme {
        case .standard(let keys, let prefix, let tolerance):
            return standardFault(keys, prefix, tolerance, headers, body, now)
        case .timestamped(let hmac, let keys): return timestampedFault(hmac, keys, headers, body, now)
        case .body(let keys, let names, let form):
            let signatures = names.flatMap { headers.all($0) }
            guard signatures.count <= Self.mostSignatures else { return .signaturesTooMany }
            let codes = signatures.compactMap { form.code($0) }
            guard !codes.isEmpty else { return .headerMissing }
            return Self.fits(codes, keys, Data(body)) ? nil : .signatureWrong
        case .header(let name, let known):
            guard let value = headers.only(name) else { return .headerMissing }
            return known.contains(Self.code(value)) ? nil : .signatureWrong
        }
    }

    private static func code(_ text: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: comparison)
    }

    private static func fits(_ codes: [Data], _ keys: [SymmetricKey], _ bytes: Data) -> Bool {
        keys.contains { HMAC<SHA256>.authenticationCode(for: bytes, using: $0).isAny(of: codes) }
    }

    private func standardFault(
        _ keys: [StandardKey],
        _ prefix: String,
        _ tolerance: Duration,
        _ headers: WebhookHeaders,
        _ body: [UInt8],
        _ now: Instant
    ) -> Fault? {
        guard let id = headers.only("\(prefix)-id"), let time = headers.only("\(prefix)-timestamp"),
            let list = headers.only("\(prefix)-signature")
        else { return .headerMissing }
        let texts = list.split(separator: " ", maxSplits: Self.mostSignatures)
        guard texts.count <= Self.mostSignatures else { return .signaturesTooMany }
        let signatures = texts.compactMap { StandardSignature($0) }
        let bytes = StandardKey.signedBytes(id: id, timestamp: time, body: body)
        guard keys.contains(where: { $0.made(anyOf: signatures, over: bytes) }) else { return .signatureWrong }
        return Self.ageFault(time, .seconds, tolerance, now)
    }

    private func timestampedFault(
        _ hmac: TimestampedHMAC,
        _ keys: [SymmetricKey],
        _ headers: WebhookHeaders,
        _ body: [UInt8],
        _ now: Instant
    ) -> Fault? {
        guard let time = headers.only(hmac.timestampHeader), let value = headers.only(hmac.signatureHeader) else {
            return .headerMissing
        }
        guard value.hasPrefix("v1="), let code = Data(hexadecimal: value.dropFirst(3)) else { return .signatureWrong }
        var bytes = Data("v1:\(time):".utf8)
        bytes.append(contentsOf: body)
        guard Self.fits([code], keys, bytes) else { return .signatureWrong }
        return Self.ageFault(time, hmac.unit, hmac.tolerance, now)
    }

    private static func ageFault(
        _ text: String,
        _ unit: TimestampedHMAC.Unit,
        _ tolerance: Duration,
        _ now: Instant
    ) -> Fault? {
        let factor: Int64 = unit == .seconds ? 1_000_000 : 1000
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let count = Int64(text), count <= Int64.max / factor
        else { return .timestampUnreadable }
        let signed = Instant(microseconds: count * factor)
        if signed.adding(tolerance) < now { return .stale }
        return now.adding(tolerance) < signed ? .future : nil
    }
}

/// The header fields of a delivery, found without regard to case.
struct WebhookHeaders {
    private let values: [String: [String]]

    init(_ fields: [HTTPField]) {
        values = Dictionary(grouping: fields) { $0.name.lowercased() }.mapValues { $0.map(\.value) }
    }

    /// The value of a field that came exactly once: of two, nobody knows which one was meant.
    func only(_ name: String) -> String? {
        guard let found = values[name.lowercased()], found.count == 1, !found[0].isEmpty else { return nil }
        return found[0]
    }

    func all(_ name: String) -> [String] { values[name.lowercased()] ?? [] }

    /// The first content type in lower case, without its parameters; `nil` if there is none.
    var mediaType: String? {
        all("content-type").first?.split(separator: ";").first.map { $0.filter { !$0.isWhitespace }.lowercased() }
    }
}

extension WebhookSignatureForm {
    /// The bytes of a signature that is written in this form.
    fileprivate func code(_ text: String) -> Data? {
        switch self {
        case .base64: Data(base64Encoded: text)
        case .hexadecimal(let prefix):
            text.hasPrefix(prefix) ? Data(hexadecimal: text.dropFirst(prefix.count)) : nil
        @unknown default: nil
        }
    }
}

extension Data {
    /// The bytes that `text` writes with two hexadecimal digits each.
    fileprivate init?(hexadecimal text: Substring) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes = Data(capacity: digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16),
                digits[index] != UInt8(ascii: "+"), digits[index] != UInt8(ascii: "-")
            else { return nil }
            bytes.append(byte)
        }
        self = bytes
    }
}
