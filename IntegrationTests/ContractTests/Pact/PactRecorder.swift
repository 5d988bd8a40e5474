import ConnectorKit
import Synchronization

/// A transport that remembers what went through it, without a credential that requests carry in their body.
final class PactRecorder: HTTPTransport {
    private let transport: any HTTPTransport
    private let secret: Secret?
    /// What stands in the place of the secret, which a simulator can be given as the real one.
    static let standIn = "contract-key"
    private let exchanges = Mutex<[(HTTPRequest, HTTPResponse)]>([])

    init(_ transport: any HTTPTransport, hiding secret: Secret? = nil) {
        self.transport = transport
        self.secret = secret
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let response = try await transport.send(request)
        exchanges.withLock { $0.append((request, response)) }
        return response
    }

    /// What went through since it was asked last.
    func taken() -> [(request: HTTPRequest, response: HTTPResponse)] {
        let taken = exchanges.withLock { exchanges in
            defer { exchanges = [] }
            return exchanges
        }
        return taken.map { request, response in
            var request = request
            request.body = hidden(request.body)
            return (
                request, HTTPResponse(status: response.status, headers: response.headers, body: hidden(response.body))
            )
        }
    }

    private func hidden(_ body: [UInt8]) -> [UInt8] {
        guard let secret else { return body }
        return secret.withValue { value in
            Array(String(decoding: body, as: UTF8.self).replacing(value, with: Self.standIn).utf8)
        }
    }
}
