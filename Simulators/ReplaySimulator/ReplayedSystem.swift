internal import Foundation
internal import JSON
internal import Recordings
public import SimulatorKit

/// A system that answers as it was recorded, and says what it cannot answer.
public struct ReplayedSystem: SimulatedSystem, ConfigurableSystem {
    /// The name that is printed at start.
    public static let name = "replay"

    /// The options of this system.
    public static let declaredOptions = [
        DeclaredOption("recording", help: "The file that 'purlin record' wrote; must be given.", default: ""),
        DeclaredOption("mode", help: "How exact a request must be: strict or loose.", default: "strict"),
        DeclaredOption("latency", help: "How long answers take: none, or as recorded.", default: "none"),
    ]

    /// When the story starts: when the recording began unless the options say otherwise.
    public let startOfStory: SimulatedInstant

    var book: ReplayBook
    let isAsSlow: Bool
    /// The requests that were not answered, in their order.
    var unanswered: [Unanswered] = []

    /// A request that the recording has no answer to.
    struct Unanswered: Sendable, Hashable {
        let request: String
        let nearest: [ReplayBook.NearMiss]
    }

    /// Opens the recording.
    ///
    /// - Parameter options: Start and the options of ``declaredOptions``.
    /// - Throws: ``SimulatorError`` if an option cannot be used or the file is no recording.
    public init(options: SimulatorOptions) throws(SimulatorError) {
        let file = try options.requiredText("recording")
        let mode = try options.choice("mode", of: ReplayBook.Mode.allCases.map(\.rawValue), default: "strict")
        isAsSlow = try options.choice("latency", of: ["none", "recorded"], default: "none") == "recorded"
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SimulatorError(
                "Option recording is \"\(file)\", which cannot be read: give a file of 'purlin record'."
            )
        }
        do {
            let recording = try Recording(reading: [UInt8](data))
            book = ReplayBook(recording, mode: ReplayBook.Mode(rawValue: mode) ?? .strict)
        } catch {
            throw SimulatorError("Option recording is \"\(file)\", \(error)")
        }
        let recorded = SimulatedInstant(book.recording.header.recorded)
        startOfStory = options.start ?? recorded ?? SimulatedInstant(seconds: 0)
    }

    /// Nothing happens by itself: what was recorded does not depend on the clock.
    ///
    /// - Parameter instant: The new virtual time.
    public mutating func advance(to instant: SimulatedInstant) {}

    /// Answers as it was recorded; 501 with the nearest recorded requests if it was not.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - now: The virtual time.
    /// - Returns: The answer.
    public mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        switch book.reply(to: RecordedRequest(request)) {
        case .recorded(let exchange): response(of: exchange, at: request.headers["host"] ?? "127.0.0.1")
        case .unknown(let nearest): refusal(of: request, nearest)
        }
    }

    private func response(of exchange: RecordedExchange, at host: String) -> SimulatedResponse {
        guard let answer = exchange.answer else {
            // As the client of the recorder saw it.
            var lost = Self.json(["error": "The recorded system gave no answer."], status: 502)
            lost.delivery = .dropped
            return lost
        }
        if case .withheld(let reason) = answer.body {
            let text = "The body of the recorded answer \(exchange.number) was not written down: \(reason)."
            return Self.json(["error": .string(text)], status: 501)
        }
        var fields = answer.headers.map { ($0.name, $0.value.replacing(Recording.origin, with: "http://\(host)")) }
        let type = fields.firstIndex { $0.0.lowercased() == "content-type" }.map { fields.remove(at: $0).1 }
        var response = SimulatedResponse(
            status: answer.status,
            contentType: type ?? "application/octet-stream",
            body: Self.body(answer.body.bytes, at: host),
            headers: fields
        )
        if type == nil { response.headers.removeFirst() }
        if isAsSlow { response.milliseconds = answer.milliseconds }
        return response
    }

    /// The body with this simulator's address in place of the system's own.
    private static func body(_ bytes: [UInt8], at host: String) -> [UInt8] {
        guard let text = String(validating: bytes, as: UTF8.self), text.contains("recorded.invalid") else {
            return bytes
        }
        let escaped = [Recording.origin, "http://\(host)"].map { $0.replacing("/", with: "\\/") }
        let changed = text.replacing(Recording.origin, with: "http://\(host)").replacing(escaped[0], with: escaped[1])
        return Array(changed.utf8)
    }

    private mutating func refusal(of request: SimulatedRequest, _ nearest: [ReplayBook.NearMiss]) -> SimulatedResponse {
        let shown = "\(request.method) \(request.path)"
        unanswered.append(Unanswered(request: shown, nearest: nearest))
        var response = Self.json(
            [
                "error": .string("The recording has no answer to \(shown) after \(book.state) changes."),
                "nearest": .array(nearest.map(\.json)),
            ],
            status: 501
        )
        response.isUnmatched = true
        return response
    }

    private static func json(_ json: JSON, status: Int) -> SimulatedResponse {
        SimulatedResponse(
            status: status,
            contentType: "application/json",
            body: Array((json.text(style: .compact) + "\n").utf8)
        )
    }
}

extension RecordedRequest {
    /// A request that reached the simulator.
    init(_ request: SimulatedRequest) {
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "&=+;"))
        func encoded(_ text: String, _ allowed: CharacterSet) -> String {
            text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
        }
        let items = request.query.sorted { $0.key < $1.key }.map {
            "\(encoded($0.key, allowed))=\(encoded($0.value, allowed))"
        }
        let query = request.rawQuery ?? items.joined(separator: "&")
        let target = encoded(request.path, .urlPathAllowed) + (query.isEmpty ? "" : "?\(query)")
        self.init(
            method: request.method,
            target: target,
            headers: request.headers.sorted { $0.key < $1.key }.map { RecordedField($0.key, $0.value) },
            body: .bytes(request.body)
        )
    }
}

extension ReplayBook.NearMiss {
    /// The near miss as answers and the truth port have it.
    var json: JSON {
        [
            "number": .integer(Int64(number)), "request": .string(request),
            "differences": .array(differences.map(\.json)),
        ]
    }
}
