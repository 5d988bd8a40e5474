import Foundation
import WebhookEndpoint

extension ConfigurationReader {
    /// Where deliveries of webhooks arrive.
    func webhooks(_ value: YAMLValue) -> WebhookServer.Configuration {
        let mapping = MappingReader(value, allowed: ["listen", "connections", "bodyDeadline"])
        var configuration = WebhookServer.Configuration()
        if let address = mapping.optional("listen") {
            let expected = "an address and a port such as 127.0.0.1:8484 or [::1]:8484"
            if let (host, port) = address.value(expected, { Self.address($0) }) {
                configuration.host = host
                configuration.port = port
            }
        }
        if let limit = mapping.optional("connections") {
            let range = 1...10_000
            let count = limit.value("a whole number from 1 to 10000") { text in
                Int(text).flatMap { range.contains($0) ? $0 : nil }
            }
            configuration.connections = count ?? configuration.connections
        }
        if let deadline = mapping.optional("bodyDeadline"), let span = deadline.duration() {
            if span < .seconds(1) { deadline.report("must be 1s or more") }
            configuration.bodyDeadline = span
        }
        return configuration
    }

    private static func address(_ text: String) -> (String, Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        return host.isEmpty ? nil : (String(host), port)
    }
}
