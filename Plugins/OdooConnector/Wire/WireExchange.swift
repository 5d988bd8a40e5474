import ConnectorKit
import JSON

/// What one request is about, for messages and for what a failure means.
struct WireTask: Sendable, Hashable {
    /// Model and method, or service and method.
    let name: String
    /// Whether it can change something in Odoo.
    var mayWrite = false
    /// How long it may take.
    var deadline: Duration? = .seconds(30)
}

/// Sends requests to one address of Odoo and sorts what is no answer; common to all wire forms.
struct WireExchange: Sendable {
    /// The method and address, for example `POST https://erp.example/jsonrpc`.
    let endpoint: String
    let settings: OdooSettings
    let services: ConnectorServices

    /// Sends one request.
    ///
    /// - Returns: The answer, whatever its status.
    func send(
        _ method: String,
        _ path: String,
        _ headers: [HTTPField] = [],
        body: [UInt8] = [],
        doing task: WireTask
    ) async throws(OdooFault) -> HTTPResponse {
        let message = HTTPRequest(
            method: method,
            url: settings.address + path,
            headers: headers,
            body: body,
            deadline: task.deadline
        )
        do {
            return try await services.transport.send(message)
        } catch {
            throw .failed(ConnectorError(error))
        }
    }

    /// What an answer means whose status says that it does not come from Odoo's own methods.
    func fault(of response: HTTPResponse, doing task: WireTask) -> OdooFault {
        let status = HTTPStatusFault(endpoint: "\(endpoint) \(task.name)", mayWrite: task.mayWrite)
        return .failed(status.error(for: response, now: services.clock.now))
    }

    /// What Odoo raised, on one line and without the key, whatever Odoo quotes.
    func exception(_ name: String, _ message: String, doing task: WireTask) -> OdooFault {
        let clean = settings.key.withValue { $0.isEmpty ? message : message.replacing($0, with: "<redacted>") }
        return .raised(
            OdooException(endpoint: "\(endpoint) \(task.name)", name: name, message: OdooText.oneLine(clean))
        )
    }

    func unexpected(_ reason: String, doing task: WireTask) -> OdooFault {
        .failed(.unexpectedAnswer(endpoint: "\(endpoint) \(task.name)", reason: reason))
    }

    /// Reads an answer that must be JSON.
    func json(_ response: HTTPResponse, doing task: WireTask) throws(OdooFault) -> JSON {
        do {
            return try JSON(parsing: response.body)
        } catch {
            throw unexpected(Self.complaint(about: response, "no JSON: \(error)"), doing: task)
        }
    }

    /// Why an answer is no answer; a web page is said to be one.
    static func complaint(about response: HTTPResponse, _ trouble: String) -> String {
        let start = response.body.drop(while: OdooText.isBlank)
        let isPage =
            response.header("Content-Type")?.lowercased().contains("html") == true
            || (start.first == UInt8(ascii: "<") && !start.starts(with: Array("<?xml".utf8)))
        guard !isPage else {
            return "the answer is a web page; check that `address` is Odoo's own, without a path behind it"
        }
        return "the answer is \(trouble)"
    }
}
