internal import JSON

/// A part of a request by which a rule chooses requests or counts them apart: `method`, `path`, `credential`,
/// `header:NAME`, `query:NAME` or `body:/a/place`.
struct FaultKey: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case method
        case path
        case credential
        case header(String)
        case query(String)
        case body(JSONPlaces)
    }

    private let part: Part

    static let usage = "method, path, credential, header:NAME, query:NAME or body:/a/place"

    /// What a client proves its right with: the value of `Authorization`, otherwise of `X-API-Key`, otherwise its cookies.
    static let credential = FaultKey(part: .credential)

    private init(part: Part) {
        self.part = part
    }

    /// Reads the notation; `nil` if it is none.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count == 2 ? String(parts[1]) : ""
        switch (parts[0], parts.count == 2) {
        case ("method", false): part = .method
        case ("path", false): part = .path
        case ("credential", false): part = .credential
        case ("header", true) where !name.isEmpty: part = .header(name.lowercased())
        case ("query", true) where !name.isEmpty: part = .query(name)
        case ("body", true):
            guard let places = JSONPlaces(name) else { return nil }
            part = .body(places)
        default: return nil
        }
    }

    /// The text at this part of the request; `nil` if the request has none.
    func value(of request: SimulatedRequest) -> String? {
        switch part {
        case .method: request.method
        case .path: request.path
        case .credential:
            request.headers["authorization"] ?? request.headers["x-api-key"] ?? request.headers["cookie"]
        case .header(let name): request.headers[name]
        case .query(let name): request.query[name]
        case .body(let places):
            (try? JSON(parsing: request.body)).flatMap { places.first(in: $0) }.map { $0.stringValue ?? $0.text() }
        }
    }
}
