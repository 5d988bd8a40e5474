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
        /// The database failed in a way that blames neither the moment nor the data.
        case unknown
    }

    /// What it means to a client.
    var kind: Kind {
        switch name {
        case "odoo.exceptions.AccessDenied", "werkzeug.exceptions.Unauthorized": .credentials
        case "odoo.exceptions.AccessError", "werkzeug.exceptions.Forbidden": .rights
        case "odoo.exceptions.MissingError": .missing
        case "odoo.exceptions.UserError", "odoo.exceptions.ValidationError", "odoo.exceptions.RedirectWarning": .refused
        case _ where Self.busyNames.contains(name): .busy
        case _ where Self.dataNames.contains(name): .refused
        case _ where name.hasPrefix("psycopg2."): .unknown
        default: .program
        }
    }

    /// Whether the text names the record of this user.
    ///
    /// It decides nothing, but is a reason to ask who the user is: XML-RPC has one fault for a missing record and a broken
    /// rule. The name of a record is the same in every language.
    func mentions(user: Int64) -> Bool { message.contains("res.users(\(user),") }
}

extension OdooException {
    /// The classes that speak of a moment, not of the call (PostgreSQL's classes 08, 25, 40, 53, 55, 57 and 58).
    private static let busyNames = Set([
        "odoo.exceptions.LockError", "odoo.exceptions.ConcurrencyError",
        "odoo.http.SessionExpiredException", "psycopg2.pool.PoolError", "werkzeug.exceptions.ServiceUnavailable",
        "psycopg2.OperationalError", "psycopg2.InterfaceError", "psycopg2.extensions.TransactionRollbackError",
        "psycopg2.extensions.QueryCanceledError",
    ]).union(
        errors(
            "AdminShutdown CannotConnectNow ConfigurationLimitExceeded ConnectionDoesNotExist ConnectionException "
                + "ConnectionFailure CrashShutdown DatabaseDropped DeadlockDetected DiskFull IdleInTransactionSessionTimeout "
                + "IdleSessionTimeout InFailedSqlTransaction InsufficientResources IoError LockNotAvailable ObjectInUse "
                + "OperatorIntervention OutOfMemory QueryCanceled ReadOnlySqlTransaction SerializationFailure "
                + "SqlclientUnableToEstablishSqlconnection SqlserverRejectedEstablishmentOfSqlconnection SystemError "
                + "TooManyConnections TransactionRollback TransactionTimeout"
        )
    )

    /// The classes that blame the data (PostgreSQL's classes 22 and 23, and 54 for what is too long).
    private static let dataNames = Set(["psycopg2.DataError", "psycopg2.IntegrityError"]).union(
        errors(
            "CharacterNotInRepertoire CheckViolation DataException DatetimeFieldOverflow DivisionByZero ExclusionViolation "
                + "ForeignKeyViolation IntegrityConstraintViolation IntervalFieldOverflow InvalidBinaryRepresentation "
                + "InvalidDatetimeFormat InvalidParameterValue InvalidTextRepresentation NotNullViolation "
                + "NullValueNotAllowed NumericValueOutOfRange ProgramLimitExceeded RestrictViolation "
                + "StringDataRightTruncation UniqueViolation UntranslatableCharacter"
        )
    )

    private static func errors(_ names: String) -> Set<String> {
        Set(names.split(separator: " ").map { "psycopg2.errors.\($0)" })
    }
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
        case .unknown:
            let hint = "look into the server's log, put right what it says, then retry"
            return .unexpectedAnswer(endpoint: endpoint, reason: "Odoo's database failed (\(said)); \(hint)")
        case .program:
            let hint = "a model, field or method is not there: check that the modules named in the README are installed"
            return .unexpectedAnswer(endpoint: endpoint, reason: "Odoo did not understand the call (\(said)); \(hint)")
        }
    }
}
