import ConnectorKit

/// What Odoo raised: the class and the text, never the traceback.
struct OdooException: Sendable, Hashable {
    /// Where it happened, for example `POST https://erp.example/jsonrpc account.analytic.line.load`.
    let endpoint: String
    /// The qualified class, for example `odoo.exceptions.AccessError`.
    let name: String
    /// The text for people, on one line and shortened; never read by this program.
    let message: String

    /// What an exception means to a client; the class alone decides.
    enum Kind: Sendable, Hashable {
        /// The user or key is not accepted.
        case credentials
        /// The user is known, but may not do this.
        case rights
        /// The server, its database or a record is busy or away; the same call may work later.
        case busy
        /// A record that was named does not exist, possibly the user's own.
        case missing
        /// Odoo's own rules or its database refuse the data.
        case refused
        /// The server does not understand the call: a model, field or method is not there.
        case program
    }

    /// What it means to a client.
    var kind: Kind {
        switch name {
        case "odoo.exceptions.AccessDenied", "werkzeug.exceptions.Unauthorized": .credentials
        case "odoo.exceptions.AccessError", "werkzeug.exceptions.Forbidden": .rights
        case "odoo.exceptions.MissingError": .missing
        case "odoo.exceptions.UserError", "odoo.exceptions.ValidationError", "odoo.exceptions.RedirectWarning": .refused
        case _ where Self.busyNames.contains(name): .busy
        case _ where name.hasPrefix("psycopg2."): .refused
        default: .program
        }
    }

    /// The classes that speak of a moment, not of the call.
    private static let busyNames: Set<String> = [
        "odoo.exceptions.LockError", "odoo.exceptions.ConcurrencyError",
        "odoo.http.SessionExpiredException", "psycopg2.pool.PoolError", "werkzeug.exceptions.ServiceUnavailable",
        "psycopg2.OperationalError", "psycopg2.InterfaceError", "psycopg2.errors.LockNotAvailable",
        "psycopg2.errors.SerializationFailure", "psycopg2.errors.DeadlockDetected", "psycopg2.errors.QueryCanceled",
        "psycopg2.errors.AdminShutdown", "psycopg2.errors.CrashShutdown", "psycopg2.errors.CannotConnectNow",
        "psycopg2.errors.ConnectionFailure", "psycopg2.errors.TooManyConnections", "psycopg2.errors.DiskFull",
        "psycopg2.errors.OutOfMemory", "psycopg2.errors.ReadOnlySqlTransaction",
        "psycopg2.errors.InFailedSqlTransaction",
        "psycopg2.errors.IdleInTransactionSessionTimeout", "psycopg2.extensions.TransactionRollbackError",
        "psycopg2.extensions.QueryCanceledError",
    ]
}

/// Why a call brought no result.
enum OdooFault: Error, Sendable, Hashable {
    /// Odoo answered with an exception.
    case raised(OdooException)
    /// There was no usable answer.
    case failed(ConnectorError)
}

extension OdooFault {
    /// The fault in terms of what the runtime does next.
    var connectorError: ConnectorError {
        switch self {
        case .failed(let error): error
        case .raised(let exception): exception.connectorError
        }
    }
}

extension OdooException {
    /// The exception in terms of what the runtime does next.
    var connectorError: ConnectorError {
        let said = message.isEmpty ? name : "\(name): \(message)"
        switch kind {
        case .credentials: return .unauthorized(endpoint: endpoint, reason: said)
        case .rights: return .forbidden(endpoint: endpoint, reason: said)
        case .busy: return .unavailable(endpoint: endpoint, reason: said, retryAfter: nil)
        case .missing: return .unexpectedAnswer(endpoint: endpoint, reason: "\(said); the record was deleted meanwhile")
        case .refused:
            let hint = "check the module that brings the model, and the data"
            return .unexpectedAnswer(endpoint: endpoint, reason: "Odoo refused the call (\(said)); \(hint)")
        case .program:
            let hint = "a model, field or method is not there: check that the modules named in the README are installed"
            return .unexpectedAnswer(endpoint: endpoint, reason: "Odoo did not understand the call (\(said)); \(hint)")
        }
    }
}
