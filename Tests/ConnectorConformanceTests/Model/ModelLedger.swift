import CanonicalModel
import ConnectorConformance
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// An accounting system with documents that know an external id: it refuses what it must not hold, and an administrator of it may
/// do more than is good.
final class ModelLedger: Sendable {
    struct Document: Sendable, Hashable {
        var id: String
        var name: String
        var amount: Decimal
        var day: CalendarDate
        var version: Int64 = 1
        var isArchived = false
        /// Whether accounting has taken it over.
        var isPosted = false
    }

    struct State: Sendable {
        var documents: [Document] = []
        var lockedThrough: CalendarDate?
        var mayWrite = true
    }

    static let key = "key-of-the-ledger"

    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let state = Mutex(State())

    /// What carries calls to it.
    var transport: FixtureTransport {
        FixtureTransport { [self] request throws(TransportError) in state.withLock { Self.answer(request, &$0) } }
    }

    private static func answer(_ request: HTTPRequest, _ state: inout State) -> HTTPResponse {
        guard request.headers.contains(HTTPField("Authorization", "Bearer \(key)")) else {
            return HTTPResponse(status: 401)
        }
        guard state.mayWrite else { return HTTPResponse(status: 403) }
        let path = request.url.dropFirst("https://ledger.example/documents".count)
        let body = (try? JSON(parsing: request.body)) ?? .null
        switch (request.method, path.first) {
        case ("GET", _):
            let id = path.dropFirst("?id=".count)
            return rows(state.documents.filter { $0.id == id || path.isEmpty })
        case ("POST", _): return create(body, &state)
        case ("PUT", _):
            guard let index = state.documents.firstIndex(where: { "/\($0.id)" == path }) else {
                return HTTPResponse(status: 404)
            }
            return replace(index, body, &state)
        default: return HTTPResponse(status: 405)
        }
    }

    private static func create(_ body: JSON, _ state: inout State) -> HTTPResponse {
        guard let document = document(in: body) else { return refused(422, "it is no document") }
        let isForced = body["force"] == true
        guard isForced || !state.documents.contains(where: { $0.id == document.id }) else {
            return refused(409, "the external id \(document.id) exists")
        }
        if let flaw = flaw(of: document, in: state) { return refused(422, flaw) }
        state.documents.append(document)
        return rows([document])
    }

    private static func replace(_ index: Int, _ body: JSON, _ state: inout State) -> HTTPResponse {
        let present = state.documents[index]
        guard var document = document(in: body) else { return refused(422, "it is no document") }
        guard !present.isPosted || body["force"] == true else { return refused(423, "accounting has posted it") }
        if let version = body["version"]?.integerValue, version != present.version {
            return refused(409, "it has version \(present.version), not \(version)")
        }
        if let flaw = flaw(of: document, in: state) { return refused(422, flaw) }
        document.version = present.version + 1
        document.isPosted = present.isPosted
        state.documents[index] = document
        return rows([document])
    }

    private static func flaw(of document: Document, in state: State) -> String? {
        if document.amount == 0 { return "an amount of 0 is not allowed" }
        if let lock = state.lockedThrough, document.day <= lock {
            return "the period of \(document.day.text) is closed"
        }
        return nil
    }

    private static func document(in body: JSON) -> Document? {
        guard let id = body["id"]?.stringValue, let name = body["name"]?.stringValue,
            let amount = body["amount"]?.stringValue.flatMap({ Decimal(plain: $0) }),
            let day = body["day"]?.stringValue.flatMap({ CalendarDate($0) })
        else { return nil }
        return Document(id: id, name: name, amount: amount, day: day, isArchived: body["archived"] == true)
    }

    private static func rows(_ documents: [Document]) -> HTTPResponse {
        let rows = documents.map { document -> JSON in
            [
                "id": .string(document.id), "name": .string(document.name),
                "amount": .string(document.amount.plainText), "day": .string(document.day.text),
                "version": .integer(document.version), "archived": .bool(document.isArchived),
            ]
        }
        return HTTPResponse(status: 200, body: Array(JSON.object(["rows": .array(rows)]).canonicalText.utf8))
    }

    private static func refused(_ status: Int, _ reason: String) -> HTTPResponse {
        HTTPResponse(status: status, body: Array(JSON.object(["reason": .string(reason)]).canonicalText.utf8))
    }
}
