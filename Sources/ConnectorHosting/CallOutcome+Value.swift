import ConnectorHost
import ConnectorKit
import JSON

extension CallOutcome {
    /// The value of an answer, with clean texts.
    ///
    /// - Parameters:
    ///   - place: What errors call the process.
    ///   - redaction: Takes secrets out of what the connector says.
    /// - Returns: The value.
    /// - Throws: The connector's error; ``ConnectorError/unavailable(endpoint:reason:retryAfter:)`` if the process is gone.
    func value<Value: WireValue & Spoken>(
        from place: String,
        _ redaction: Redaction
    ) throws(ConnectorError) -> Value {
        switch self {
        case .value(let value):
            do throws(JSONAccessError) {
                return try Value(wire: JSONReader(value)).cleaned(by: redaction)
            } catch {
                throw .unexpectedAnswer(endpoint: place, reason: "an answer that cannot be read: \(error.place)")
            }
        case .failure(let value): throw Self.error(value, at: place, redaction)
        case .cancelled: throw .cancelled
        case .lost(let reason):
            throw .unavailable(endpoint: place, reason: redaction.clean(reason), retryAfter: nil)
        case .unsent(let length):
            let reason = "it was not asked: a message of \(length); send less at once"
            throw .unexpectedAnswer(endpoint: place, reason: reason)
        }
    }

    /// The error that an answer carries.
    static func error(_ value: JSON, at place: String, _ redaction: Redaction) -> ConnectorError {
        // The words of the protocol are read before the texts are cleaned: a secret may be one of them.
        let answer = JSONReader(value)
        do throws(JSONAccessError) {
            if let error: ConnectorError = try answer.optional("connector") { return error.cleaned(by: redaction) }
            return .unexpectedAnswer(endpoint: place, reason: redaction.clean(try answer.value("protocol")))
        } catch {
            return .unexpectedAnswer(endpoint: place, reason: "an error that cannot be read: \(error.place)")
        }
    }
}

extension HostSupervisor {
    /// The value of an answer, with clean texts.
    ///
    /// - Throws: The connector's error; ``ConnectorError/unavailable(endpoint:reason:retryAfter:)`` if the process is gone,
    ///   ``ConnectorError/cancelled`` if it was ended for good.
    func value<Value: WireValue & Spoken>(of outcome: CallOutcome) throws(ConnectorError) -> Value {
        if case .lost = outcome, isStopped { throw .cancelled }
        return try outcome.value(from: place, redaction)
    }

    /// What the process was asked, and nobody knows what came of it.
    func unknown(_ reason: String) -> ConnectorError {
        .outcomeUnknown(
            TransportError(
                reason: .connectionLost,
                requestMayHaveArrived: true,
                endpoint: place,
                detail: redaction.clean(reason)
            )
        )
    }

    /// The error that an answer carries.
    func error(_ value: JSON) -> ConnectorError { CallOutcome.error(value, at: place, redaction) }
}
