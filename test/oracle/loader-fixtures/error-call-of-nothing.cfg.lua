a = 1
modules_enabled {
	"roster";
}
