#include "program.h"

#include "stage.h"

#include "core/files.h"

#include <cstdlib>
#include <sys/wait.h>
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#include <stb/stb_image.h>

namespace dorsum::app::test {

namespace fs = std::filesystem;

namespace {

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string read(const fs::path& file) {
    const auto text = core::read_text_file(file);
    return text ? *text : std::string();
}

} // namespace

Ran run_program(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment) {
    const auto folder = fs::path(DORSUM_BUILD_DIR) / "tests" / "app" / "ran";
    fs::create_directories(folder);
    const auto out = folder / "out.txt", err = folder / "err.txt";
    std::string line = "env -u DORSUM_GL_DEBUG"; // this process has it: stage.cpp
    for (const auto& [name, value] : environment) line += " " + quoted(name + "=" + value);
    line += " " + quoted(DORSUM_BINARY);
    for (const auto& argument : arguments) line += " " + quoted(argument);
    line += " </dev/null >" + quoted(out.string()) + " 2>" + quoted(err.string());
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, read(out), read(err)};
}

std::vector<std::string> with_atlas(std::vector<std::string> arguments) {
    arguments.push_back("--atlas");
    arguments.push_back(stage().workspace->baked_folder.string());
    return arguments;
}

int Picture::colours() const {
    std::set<std::uint32_t> seen;
    for (std::size_t i = 0; i + 2 < rgb.size() && seen.size() < 1000; i += 3)
        seen.insert(static_cast<std::uint32_t>(rgb[i] << 16 | rgb[i + 1] << 8 | rgb[i + 2]));
    return static_cast<int>(seen.size());
}

Picture load_picture(const fs::path& file) {
    Picture picture;
    int channels = 0;
    if (auto* bytes = stbi_load(file.c_str(), &picture.width, &picture.height, &channels, 3)) {
        picture.rgb.assign(bytes, bytes + 3 * picture.width * picture.height);
        stbi_image_free(bytes);
    }
    return picture;
}

} // namespace dorsum::app::test
