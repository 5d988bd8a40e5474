public import CanonicalModel
public import ConnectorKit
import Crypto
import Foundation

/// A key of Standard Webhooks 1.0.0 in the hands of a world, which signs with it as a sender or checks as a receiver.
///
/// It is written from the specification, without the runtime's code, so that neither hides the other's mistake.
public struct StandardWebhooksKey: Sendable {
    /// How far a timestamp may be from the receiver's clock.
    private static let tolerance: Int64 = 300
    private let bytes: [UInt8]

    /// Creates a key of the bytes of a text, of which Standard Webhooks asks for 24 to 64.
    public init(_ phrase: String) {
        bytes = Array(phrase.utf8)
    }

    /// The key as a configuration has it: `whsec_` and its base64.
    public var text: String { "whsec_" + Data(bytes).base64EncodedString() }

    /// What a sender writes into the header of a webhook.
    ///
    /// - Parameters:
    ///   - id: The webhook's id, the same each time it is sent.
    ///   - now: The sender's time.
    ///   - body: The body's bytes.
    /// - Returns: `webhook-id`, `webhook-timestamp` and `webhook-signature`.
    public func headers(id: String, at now: Instant, body: [UInt8]) -> [HTTPField] {
        let time = "\(now.seconds)"
        return [
            HTTPField("webhook-id", id), HTTPField("webhook-timestamp", time),
            HTTPField("webhook-signature", signature(id, time, body)),
        ]
    }

    /// Why a receiver does not believe a webhook.
    ///
    /// - Parameters:
    ///   - request: The webhook as it came.
    ///   - now: The receiver's time.
    /// - Returns: What is wrong, in a few words; `nil` if nothing is.
    public func flaw(of request: HTTPRequest, at now: Instant) -> String? {
        func value(_ name: String) -> String? {
            let values = request.headers.filter { $0.name.lowercased() == name }.map(\.value)
            return values.count == 1 ? values[0] : nil
        }
        guard let id = value("webhook-id"), !id.isEmpty else { return "it has no webhook-id" }
        guard let time = value("webhook-timestamp"), let seconds = Int64(time) else {
            return "it has no webhook-timestamp in seconds"
        }
        guard abs(now.seconds - seconds) <= Self.tolerance else {
            return "it was signed \(now.seconds - seconds) s ago by the receiver's clock"
        }
        let signatures = (value("webhook-signature") ?? "").split(separator: " ").map(String.init)
        guard signatures.contains(signature(id, time, request.body)) else { return "its signature is another" }
        return nil
    }

    private func signature(_ id: String, _ time: String, _ body: [UInt8]) -> String {
        let signed = Array("\(id).\(time).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: bytes))
        return "v1,\(Data(code).base64EncodedString())"
    }
}
