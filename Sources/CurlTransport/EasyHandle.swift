import CCurl

/// One `CURL` handle with its error text and its lists of header lines and commands; used again for many transfers.
@safe final class EasyHandle {
    /// An option that libcurl refused.
    struct OptionError: Error {
        let code: CURLcode
    }

    let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    private var commands: UnsafeMutablePointer<curl_slist>?

    init?() {
        guard let raw = unsafe curl_easy_init() else { return nil }
        unsafe self.raw = unsafe raw
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe curl_slist_free_all(headerLines)
        unsafe curl_slist_free_all(commands)
        unsafe errorText.deallocate()
    }

    /// Forgets all options, so that nothing of one call reaches the next.
    func reset() {
        unsafe curl_easy_reset(raw)
        unsafe curl_slist_free_all(headerLines)
        unsafe headerLines = nil
        unsafe curl_slist_free_all(commands)
        unsafe commands = nil
        unsafe errorText[0] = 0
    }

    func set(_ option: CURLoption, _ value: Int) throws(OptionError) {
        try unsafe check(ccurl_easy_set_long(raw, option, value))
    }

    func set(_ option: CURLoption, _ value: String) throws(OptionError) {
        try unsafe check(ccurl_easy_set_string(raw, option, value))
    }

    func set(_ option: CURLoption, _ value: UnsafeRawPointer) throws(OptionError) {
        try unsafe check(ccurl_easy_set_pointer(raw, option, value))
    }

    func set(_ option: CURLoption, _ callback: @escaping ccurl_data_callback) throws(OptionError) {
        try unsafe check(ccurl_easy_set_data_callback(raw, option, callback))
    }

    func set(whileWaiting callback: @escaping curl_xferinfo_callback) throws(OptionError) {
        try unsafe check(ccurl_easy_set_progress_callback(raw, callback))
    }

    func set(hostKey callback: @escaping curl_sshhostkeycallback) throws(OptionError) {
        try unsafe check(ccurl_easy_set_host_key_callback(raw, callback))
    }

    func set(uploadSize size: Int) throws(OptionError) {
        try unsafe check(ccurl_easy_set_offset(raw, CURLOPT_INFILESIZE_LARGE, curl_off_t(size)))
    }

    func set(beforeRequest callback: @escaping curl_prereq_callback) throws(OptionError) {
        try unsafe check(ccurl_easy_set_prereq_callback(raw, callback))
    }

    /// Makes libcurl write its error text where ``errorDetail(for:)`` finds it.
    func keepErrorText() throws(OptionError) {
        try unsafe set(CURLOPT_ERRORBUFFER, UnsafeRawPointer(errorText))
    }

    /// Copies the body; this also makes the request a POST.
    func set(body: [UInt8]) throws(OptionError) {
        try unsafe check(ccurl_easy_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        let code = unsafe body.withUnsafeBytes { bytes in
            unsafe withUnsafePointer(to: 0 as UInt8) { none in
                unsafe ccurl_easy_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(none))
            }
        }
        try check(code)
    }

    func set(headerLines lines: [String]) throws(OptionError) {
        try unsafe set(CURLOPT_HTTPHEADER, lines, keptIn: &headerLines)
    }

    /// Commands for a file server, which are sent before anything else.
    func set(commands lines: [String]) throws(OptionError) {
        try unsafe set(CURLOPT_QUOTE, lines, keptIn: &commands)
    }

    private func set(
        _ option: CURLoption,
        _ lines: [String],
        keptIn list: inout UnsafeMutablePointer<curl_slist>?
    ) throws(OptionError) {
        for line in lines {
            guard let longer = unsafe curl_slist_append(list, line) else {
                throw OptionError(code: CURLE_OUT_OF_MEMORY)
            }
            unsafe list = unsafe longer
        }
        guard let list = unsafe list else { return }
        try unsafe set(option, UnsafeRawPointer(list))
    }

    /// How many bytes of requests were handed to connections.
    var sentBytes: Int { number(CURLINFO_REQUEST_SIZE) }

    /// The handle's address, by which libcurl names it.
    var number: UInt { unsafe UInt(bitPattern: raw) }

    /// When the file was changed last, in seconds since 1970; -1 if that is not known.
    var fileTime: Int { number(CURLINFO_FILETIME, otherwise: -1) }

    /// How many connections had to be made.
    var newConnections: Int { number(CURLINFO_NUM_CONNECTS) }

    /// Goes on with what a callback paused; libcurl may call it within.
    func goOn() -> CURLcode { unsafe curl_easy_pause(raw, CURLPAUSE_CONT) }

    var redirectCount: Int { number(CURLINFO_REDIRECT_COUNT) }

    /// The status of the last answer of HTTP or FTP; 0 if there is none.
    var status: Int { number(CURLINFO_RESPONSE_CODE) }

    func errorDetail(for code: CURLcode) -> String {
        unsafe errorText[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    }

    private func number(_ info: CURLINFO, otherwise: Int = 0) -> Int {
        var value = otherwise
        return unsafe ccurl_easy_get_long(raw, info, &value) == CURLE_OK ? value : otherwise
    }

    private func check(_ code: CURLcode) throws(OptionError) {
        guard code == CURLE_OK else { throw OptionError(code: code) }
    }
}
