import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/** mongo-java-server on a free loopback port, which it prints; everything is in memory. */
public class TestMongo {
  /** The server says 8, the MongoDB driver 7 wants 9 or more; what we use is the same in both. */
  private static final int WIRE_VERSION = 13;

  public static void main(String[] arguments) throws InterruptedException {
    AbstractMongoBackend backend = new MemoryBackend();
    backend.version(
        new MongoVersion() {
          @Override
          public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
          }

          @Override
          public int getWireVersion() {
            return WIRE_VERSION;
          }
        });
    MongoServer server = new MongoServer(backend);
    System.out.println(server.bind().getPort());
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    Thread.currentThread().join();
  }
}
