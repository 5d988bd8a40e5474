extension MeasuredModel {
    static let irAttachment = """
        @model|ir.attachment|Attachment|id desc|
        @refusal|create|User types/Internal User
        @refusal|read|User types/Internal User
        @refusal|write|User types/Internal User
        @refusal|unlink|User types/Internal User
        @access||(everybody)
        @access|crwd|User types/Internal User
        access_token|char|Access Token|sqt
        checksum|char|Checksum/SHA1|osqt||size=40
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        datas|binary|File Content (base64)
        db_datas|binary|Database Data|sqt
        description|text|Description|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        file_size|integer|File Size|osqt
        id|integer|ID|osqt
        image_height|integer|Image Height|o
        image_src|char|Image Src|o
        image_width|integer|Image Width|o
        index_content|text|Indexed Content|osqt
        local_url|char|Attachment URL|o
        mimetype|char|Mime Type|osqt
        name|char|Name|rsqt
        original_id|many2one|Original (unoptimized, unresized) attachment|sqt|ir.attachment
        public|boolean|Is public document|sqt
        raw|binary|File Content (raw)
        17 res_field|char|Resource Field|osqt
        18 res_field|char|Resource Field|sqt
        17 res_id|many2one_reference|Resource ID|osqt
        18 res_id|many2one_reference|Resource ID|sqt
        17 res_model|char|Resource Model|osqt
        18 res_model|char|Resource Model|sqt
        res_name|char|Resource Name|o
        store_fname|char|Stored Filename|sqt
        type|selection|Type|rsqt||selection=url=URL;binary=File
        url|char|Url|sqt||size=1024
        voice_ids|one2many|Voice|sq|discuss.voice.metadata/attachment_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
