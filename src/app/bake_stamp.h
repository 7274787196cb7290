// Is a baked atlas still the one that this program and these facts make? Answered from sizes and times of files in a few
// milliseconds; anything that differs leads to the bake's own, exact answer, which takes as long as planning the whole body.
#pragma once

#include <filesystem>
#include <string>

namespace dorsum::app {

// Of the program, of every file below `facts` and of the atlas's own files. Empty where something cannot be looked at.
std::string bake_stamp(const std::filesystem::path& facts, const std::filesystem::path& atlas);
bool is_stamped(const std::filesystem::path& atlas, const std::string& stamp);
void write_stamp(const std::filesystem::path& atlas, const std::string& stamp); // failing costs time only

} // namespace dorsum::app
