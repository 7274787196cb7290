// Runs the program itself, as a shell would.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dorsum::app::test {

struct Ran {
    int code = -1;
    std::string out, err;
    std::string all() const { return out + err; }
};

// `environment` is added to this process's own.
Ran run_program(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment = {});

// "--atlas <folder>" of the atlas that these tests use.
std::vector<std::string> with_atlas(std::vector<std::string> arguments);

struct Picture {
    int width = 0, height = 0;
    std::vector<unsigned char> rgb;
    int colours() const; // different ones, at most 1000 are counted
};
Picture load_picture(const std::filesystem::path& file);

} // namespace dorsum::app::test
