import ConnectorKit
import CurlTransport
import Testing

extension CurlTransport {
    /// Sends a request that must fail, and gives the failure.
    func failure(
        of request: HTTPRequest,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> TransportError {
        let error = await #expect(throws: TransportError.self, sourceLocation: sourceLocation) {
            try await self.send(request)
        }
        return try #require(error, sourceLocation: sourceLocation)
    }
}

/// A whole answer as it goes over the wire.
func answer(_ status: String = "200 OK", _ headers: [String] = [], body: String = "") -> String {
    let lines = ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.utf8.count)", "", body]
    return lines.joined(separator: "\r\n")
}
