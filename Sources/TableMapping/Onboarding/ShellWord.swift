extension String {
    /// The text as one word of a shell's command line, and no option of it: quoted where a shell would read more into it.
    package var shellWord: String {
        let isPlain = !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || "_-./,:=@%+".contains($0) }
        let text = hasPrefix("-") ? "./" + self : self
        return isPlain ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
    }
}
