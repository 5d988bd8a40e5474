import CCurl
import ConnectorKit

extension CurlFileTransport {
    func error(_ reason: FileTransportError.Reason, _ path: String, _ detail: String) -> FileTransportError {
        FileTransportError(reason, place: address.shown(path), detail: detail)
    }

    func missing(_ path: String) -> FileTransportError { error(.missing, path, "is not there") }

    func taken(_ path: String) -> FileTransportError {
        error(.exists, path, "is there already; nothing was changed")
    }

    func notPlain(_ path: String, _ kind: FileEntry.Kind) -> FileTransportError {
        let found = kind == .folder ? "is a folder" : "is a link or no plain file, and not followed"
        return error(.notPermitted, path, found + "; put a plain file there")
    }

    /// What the end of a call means for the caller.
    func error(_ outcome: FileOutcome, _ path: String) -> FileTransportError {
        let reason = outcome.ownReason ?? Self.reason(for: outcome.code ?? CURLE_OK, status: outcome.status)
        let detail = outcome.code == CURLE_ABORTED_BY_CALLBACK ? "the server stood still" : outcome.detail
        return error(reason, path, detail + (outcome.ownReason == nil ? advice(for: reason) : ""))
    }

    private static func reason(for code: CURLcode, status: Int) -> FileTransportError.Reason {
        switch code {
        case CURLE_REMOTE_FILE_NOT_FOUND: .missing
        case CURLE_REMOTE_FILE_EXISTS: .exists
        case CURLE_REMOTE_DISK_FULL: .full
        case CURLE_REMOTE_ACCESS_DENIED: .notPermitted
        case CURLE_LOGIN_DENIED: .unauthorized
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            .wrongHost
        case CURLE_FTP_COULDNT_RETR_FILE, CURLE_UPLOAD_FAILED, CURLE_QUOTE_ERROR:
            switch status {
            case 452, 552: .full
            case 530: .unauthorized
            // A server of FTP says the same of what is missing and of what it does not allow.
            case 550, 553: code == CURLE_FTP_COULDNT_RETR_FILE ? .missing : .notPermitted
            default: .unavailable
            }
        default: .unavailable
        }
    }

    private func advice(for reason: FileTransportError.Reason) -> String {
        let isSFTP = address.kind == .sftp
        switch reason {
        case .missing: return "; it is gone, or this user may not see it"
        case .notPermitted: return "; ask the server's operator for the right"
        case .full: return "; ask the server's operator to make room"
        case .wrongHost: return "; check address and caFile, and ask the server's operator which certificate it has"
        case .unauthorized where isSFTP:
            return "; check user, password, key and passphrase (an ed25519 or ecdsa key: servers refuse RSA keys here)"
        case .unauthorized: return "; check user and password"
        default: return ""
        }
    }
}

extension FileTransportError {
    /// Whether a look at the names can tell more: SFTP says no more than "failure" of most of what goes wrong with them.
    var mayBeOfTheName: Bool { [.unavailable, .notPermitted, .missing, .exists].contains(reason) }
}
