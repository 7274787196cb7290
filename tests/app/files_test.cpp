// What becomes of a file is told in the session's language.
#include "stage.h"

#include "core/files.h"

#include <filesystem>
#include <fmt/format.h>

namespace dorsum::app::test {

TEST(SessionsFiles, WhatBecameOfAFileIsToldInEveryLanguage) {
    const auto folder = scratch_folder();
    const auto damaged = folder / "damaged.json";
    ASSERT_TRUE(core::write_file_atomically(damaged, std::string_view("{\"dorsum\": [")));
    for (const auto& language : stage().workspace->catalog.languages) {
        const auto viewer = make_viewer("clinic", 640, 400);
        ASSERT_TRUE(viewer);
        ASSERT_TRUE(viewer->act("language " + language.id));
        const auto& texts = stage().workspace->catalog.text(language.id);
        const auto told = [&](const std::string& key, const std::string& path, const std::string& why = "") {
            EXPECT_EQ(viewer->notice(), ui::fill(texts.get(key), {path, why.empty() ? why : texts.get(why)})) << language.id;
            EXPECT_EQ(viewer->notice().find('{'), std::string::npos) << viewer->notice();
        };
        const auto scene = (folder / fmt::format("{}.json", language.id)).string(), nowhere = std::string("/proc/nowhere/x.json");
        (void)viewer->act("save " + scene);
        told("file.saved", scene);
        (void)viewer->act("open " + scene);
        told("file.opened", scene);
        (void)viewer->act("save " + nowhere);
        told("file.save_failed", nowhere, "file.why.unwritable");
        (void)viewer->act("open " + (folder / "missing.json").string());
        told("file.open_failed", (folder / "missing.json").string(), "file.why.not_found");
        ASSERT_TRUE(viewer->act("language " + language.id));
        (void)viewer->act("open " + damaged.string());
        told("file.open_failed", damaged.string(), "file.why.malformed");
        const std::string huge = (folder / std::string(300, 'x')).string() + ".json"; // longer than a file system takes
        (void)viewer->act("save " + huge);
        told("file.save_failed", huge, "file.why.unwritable");
    }
}

TEST(SessionsFiles, TheDialogStaysOpenUntilTheFileIsWritten) {
    const auto viewer = make_viewer("clinic", 640, 400);
    ASSERT_TRUE(viewer);
    ASSERT_TRUE(viewer->act("dialog files"));
    (void)viewer->act("save " + std::filesystem::relative("/proc/nowhere/x.json").string());
    EXPECT_EQ(viewer->state().dialog, "files");
    EXPECT_EQ(viewer->notice().rfind("/proc/nowhere/x.json ", 0), 0u) << "it tells where: " << viewer->notice();
    (void)viewer->act("save " + (scratch_folder() / "written.json").string());
    EXPECT_EQ(viewer->state().dialog, "");
    EXPECT_FALSE(viewer->notice().empty());
}

} // namespace dorsum::app::test
