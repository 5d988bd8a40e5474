import CanonicalModel
import ConnectorKit

/// The configured provider: asks for pages and sorts its answers.
struct FleetProvider: Sendable {
    /// What came back for a page.
    enum Answer: Hashable {
        /// A page, sound or not.
        case page(FleetPage)
        /// A status that says there is no page.
        case refused(HTTPResponse)
    }

    /// Where the provider is.
    let address: FleetAddress
    /// How the connector proves who it is.
    let credentials: ProviderCredentials
    /// The value of the header field `Accept`.
    let accept: String
    /// The largest page in bytes.
    let pageLimit: Int
    /// Transport, clock and log.
    let services: ConnectorServices
    /// The tokens, if the credentials are those of a client.
    let tokens: RenewableCredential<Secret>?

    /// Asks for a page.
    ///
    /// - Throws: ``ConnectorError`` if no answer came.
    func read(_ page: PageAddress) async throws(ConnectorError) -> Answer {
        guard let tokens else { return try await read(page, as: credentials) }
        return try await tokens.use { token throws(ConnectorError) in
            let answer = try await read(page, as: .bearer(token))
            if case .refused(let response) = answer, response.status == 401 { throw error(for: response, at: page) }
            return answer
        }
    }

    private func read(_ page: PageAddress, as credentials: ProviderCredentials) async throws(ConnectorError) -> Answer {
        let request = HTTPRequest(
            url: address.url(of: page),
            headers: [HTTPField("Accept", accept)] + credentials.headerFields,
            responseLimit: pageLimit
        )
        let response: HTTPResponse
        do {
            response = try await services.transport.send(request)
        } catch  where error.reason == .responseTooLarge {
            let reason = "the page is larger than \(pageLimit) bytes; raise pageLimitBytes if that is plausible"
            return .page(FleetPage(fault: PageFault(kind: .pageTooLarge, reason: reason)))
        } catch {
            throw ConnectorError(error)
        }
        switch response.status {
        case 200: return .page(fleetPage(in: response, credentials))
        case 204: return .page(FleetPage())
        default: return .refused(Self.redacted(response, credentials))
        }
    }

    /// What an answer without a page means for the runtime.
    func error(for response: HTTPResponse, at page: PageAddress) -> ConnectorError {
        let endpoint = address.endpoint(of: page)
        let reason = "status \(response.status)\(words(of: response))"
        switch response.status {
        case 401: return .unauthorized(endpoint: endpoint, reason: reason)
        case 403: return .forbidden(endpoint: endpoint, reason: reason)
        case 408, 425, 429, 500, 502, 503, 504:
            let pause = response.retryAfter(now: services.clock.now)
            return .unavailable(endpoint: endpoint, reason: reason, retryAfter: pause)
        default:
            return .unexpectedAnswer(endpoint: endpoint, reason: reason + advice(for: response))
        }
    }

    /// An answer with an error as a broken page, with the provider's own words.
    func brokenPage(for response: HTTPResponse) -> FleetPage {
        let reason = "the provider answers with status \(response.status)"
        return FleetPage(fault: PageFault(kind: .malformedPage, reason: reason, excerpt: excerpt(of: response)))
    }

    private func advice(for response: HTTPResponse) -> String {
        switch response.status {
        case 300..<400:
            let target = response.header("Location").map { credentials.redacted(String($0.prefix { $0 != "?" })) } ?? ""
            return "; the provider points to '\(target.excerpt(120))': set the key address to where the snapshot is"
        case 404, 410:
            return
                "; check the key address: it must be the provider's base address up to before /Fleet/1, or that page's"
                + " own address"
        case 406: return "; the provider does not offer this format: set the key format to another one"
        default: return "; ask the provider what this means"
        }
    }

    /// The provider's own words, cut and without credentials; nothing of a web page.
    private func words(of response: HTTPResponse) -> String {
        let text = excerpt(of: response)
        return text.isEmpty || text.hasPrefix("<") ? "" : ": \(text)"
    }

    /// Reads a page and, where it has a fault, keeps the beginning of its text for a person to recognise.
    private func fleetPage(in response: HTTPResponse, _ credentials: ProviderCredentials) -> FleetPage {
        var page = FleetPage(reading: response.body)
        if page.fault != nil { page.fault?.excerpt = excerpt(of: Self.redacted(response, credentials)) }
        return page
    }

    /// An answer without a page, of which only words for a person are of use, without what it was asked with.
    private static func redacted(_ response: HTTPResponse, _ credentials: ProviderCredentials) -> HTTPResponse {
        let text = String(decoding: response.body.prefix(65_536), as: UTF8.self)
        return HTTPResponse(
            status: response.status,
            headers: response.headers.map { HTTPField($0.name, credentials.redacted($0.value)) },
            body: Array(credentials.redacted(text).utf8)
        )
    }

    private func excerpt(of response: HTTPResponse) -> String {
        credentials.redacted(String(decoding: response.body.prefix(65_536), as: UTF8.self)).excerpt(160)
    }
}
